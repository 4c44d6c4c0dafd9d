package sc.fiji.fewshot.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Map;

/**
 * A backbone whose later stages can be trained on from the maps of its earlier ones, which then
 * need to be computed only once.
 */
public interface AdaptableBackbone extends Backbone {

  /**
   * @return copies of all weights by name, in the order of the layers
   */
  Map<String, Tensor> weights();

  /**
   * @param replaced weights by name that take the place of this backbone's own
   * @return a backbone of its own with those weights, same in all else, to be closed by the caller
   * @throws sc.fiji.fewshot.FewShotException if one is of another size
   */
  Backbone with(Map<String, Tensor> replaced);

  /**
   * Runs the first stages, without gradients.
   *
   * @param batch as in {@link #forward}
   * @param stages how many, at least 1
   * @return their maps, in the manager of {@code batch}
   */
  NDList head(NDArray batch, int stages);

  /**
   * Runs the other stages, keeping what back-propagation needs.
   *
   * @param input the last map of {@link #head}, or the batch itself if no stage precedes
   * @param stages how many precede
   * @param weights by name, in the place of the backbone's own
   * @return their maps, in the manager of {@code input}; differentiable in {@code weights}
   */
  NDList tail(NDArray input, int stages, Map<String, NDArray> weights);
}
