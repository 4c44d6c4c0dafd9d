package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** How far embeddings are from telling classes apart. */
interface EmbeddingLoss {

  /**
   * @param z embeddings of unit length, one row an example, in the order of the examples
   * @return a scalar; differentiable in the embeddings and in the parameters
   */
  NDArray of(NDArray z);

  /** What is learnt together with the network: arrays that collect gradients. */
  List<NDArray> parameters();
}
