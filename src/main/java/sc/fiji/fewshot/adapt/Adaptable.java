package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** Something that embeds cached views and can be trained. It starts as the pretrained network. */
interface Adaptable extends AutoCloseable {

  /** Owns the parameters; closed with this. */
  NDManager manager();

  /** What is trained: arrays that collect gradients. */
  List<NDArray> parameters();

  /**
   * Standardised embeddings of views.
   *
   * @param scope owns the result and all between
   * @param views numbers of cached views
   * @return views x D, of unit length; differentiable in the parameters
   */
  NDArray embed(NDManager scope, int[] views);

  /** Copies of the parameters as they are now. */
  AdaptedWeights weights();

  @Override
  void close();
}
