package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import sc.fiji.fewshot.backbone.Conv4.Normalisation;

/** A network in training by episodes. */
interface EpisodicNetwork extends AutoCloseable {

  /**
   * @return owner of the arrays
   */
  NDManager manager();

  /**
   * @return what is learnt by gradients, by name
   */
  Map<String, NDArray> parameters();

  /**
   * @return running statistics of a batch normalisation, by name, if it has one
   */
  Map<String, NDArray> statistics();

  /**
   * @return D, the length of an embedding
   */
  int embeddingLength();

  /**
   * @param images as the network's {@link TaskSource} gives them
   * @param parameters to use in the place of its own, by the same names
   * @param normalisation what its batch normalisation, if any, normalises by
   * @return N x D, in the manager of {@code images}; differentiable in {@code parameters}
   */
  NDArray embed(NDArray images, Map<String, NDArray> parameters, Normalisation normalisation);

  /** Frees the arrays. */
  @Override
  void close();
}
