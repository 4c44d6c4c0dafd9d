package sc.fiji.fewshot.encode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * The embedding of whole maps: mean and standard deviation of every channel of every stage, in the
 * order mean of stage 1, deviation of stage 1, mean of stage 2, ...
 */
public final class StagePooling {

  /**
   * Added to each variance. It keeps the root differentiable at 0 and damps the rounding of {@code
   * E[f²] - E[f]²}, so that sums taken in another order give the same deviation to about 1e-5.
   */
  public static final float VARIANCE_FLOOR = 1e-3f;

  private StagePooling() {}

  /**
   * @param stages maps of N x C x H x W each
   * @return N x D embeddings; differentiable
   */
  public static NDArray pool(NDList stages) {
    NDList parts = new NDList(2 * stages.size());
    for (NDArray map : stages) {
      Shape shape = map.getShape();
      NDArray flat = map.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3));
      NDArray mean = flat.mean(new int[] {2});
      NDArray variance = flat.mul(flat).mean(new int[] {2}).sub(mean.mul(mean));
      parts.add(mean);
      parts.add(variance.maximum(0f).add(VARIANCE_FLOOR).sqrt());
    }
    return NDArrays.concat(parts, 1);
  }
}
