package sc.fiji.fewshot.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * A pretrained CNN as a source of feature maps. Its forward pass may be called from several threads
 * at once, each with arrays of a manager of its own.
 */
public interface Backbone extends AutoCloseable {

  /**
   * @return what it is and yields
   */
  BackboneInfo info();

  /**
   * @return a new manager on the backbone's device, to be closed by the caller
   */
  NDManager newManager();

  /**
   * Runs the CNN.
   *
   * @param batch N x 3 x H x W, values 0 to 1, H and W multiples of {@link
   *     BackboneInfo#inputMultiple()}
   * @return one map a stage, N x C x H/stride x W/stride, in the manager of {@code batch}
   */
  NDList forward(NDArray batch);

  /** Frees the weights. */
  @Override
  void close();
}
