package sc.fiji.fewshot.encode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import sc.fiji.fewshot.image.RgbImage;

/** Turns images into the input of a CNN. */
public final class InputBatch {

  private InputBatch() {}

  /**
   * @param manager owns the result
   * @param images all of one size
   * @return N x 3 x H x W. In memory the channels lie together ("channels last"), which the
   *     engine's convolutions keep and which is a fifth to a half faster on a CPU.
   */
  public static NDArray of(NDManager manager, List<RgbImage> images) {
    int width = images.get(0).width();
    int height = images.get(0).height();
    int size = images.get(0).rgb().length;
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(4 * images.size(), size))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (RgbImage image : images) {
      if (image.width() != width || image.height() != height) {
        throw new IllegalArgumentException("images of one batch must be of one size");
      }
      buffer.put(image.rgb());
    }
    buffer.rewind();
    NDArray interleaved =
        manager.create(buffer, new Shape(images.size(), height, width, RgbImage.CHANNELS));
    return interleaved.transpose(0, 3, 1, 2);
  }
}
