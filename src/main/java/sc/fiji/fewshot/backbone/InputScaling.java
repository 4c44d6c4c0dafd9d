package sc.fiji.fewshot.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * How a network wants its pixels that does not take 0 to 1 itself.
 *
 * @param mean of each channel, subtracted first; three values on the scale of 0 to 1
 * @param deviation of each channel, by which is divided then; three values above 0
 */
record InputScaling(float[] mean, float[] deviation) {

  private static final int CHANNELS = 3;

  /** Leaves values from 0 to 1 as they are. */
  static final InputScaling NONE = new InputScaling(new float[] {0, 0, 0}, new float[] {1, 1, 1});

  InputScaling {
    if (mean.length != CHANNELS || deviation.length != CHANNELS) {
      throw new IllegalArgumentException("a scaling needs three means and three deviations");
    }
    for (float d : deviation) {
      if (!(d > 0)) {
        throw new IllegalArgumentException("a deviation of " + d);
      }
    }
  }

  /**
   * @param batch N x 3 x H x W, values 0 to 1
   * @return as the network wants it, in the same manager
   */
  NDArray apply(NDArray batch) {
    if (this == NONE) {
      return batch;
    }
    Shape perChannel = new Shape(1, CHANNELS, 1, 1);
    return batch
        .sub(batch.getManager().create(mean, perChannel))
        .div(batch.getManager().create(deviation, perChannel));
  }
}
