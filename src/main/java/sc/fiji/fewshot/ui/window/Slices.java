package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.ui.Messages;

/** Which slice of ImageJ's is which of ours: 0-based, Z running faster than T. */
public final class Slices {

  private Slices() {}

  /**
   * @param image any
   * @return how its slices are arranged
   */
  public static StackShape shape(ImagePlus image) {
    return new StackShape(image.getNSlices(), image.getNFrames());
  }

  /**
   * @param image any
   * @return number of the slice that it shows
   */
  public static int shown(ImagePlus image) {
    int[] position = image.convertIndexToPosition(Math.max(1, image.getCurrentSlice()));
    return shape(image).slice(position[1] - 1, position[2] - 1);
  }

  /**
   * Shows a slice, in the channel that is shown.
   *
   * @param image any
   * @param slice its number
   */
  public static void show(ImagePlus image, int slice) {
    if (slice == shown(image)) {
      return;
    }
    StackShape shape = shape(image);
    int channel = image.convertIndexToPosition(Math.max(1, image.getCurrentSlice()))[0];
    image.setPosition(channel, shape.z(slice) + 1, shape.t(slice) + 1);
  }

  /**
   * @param shape of a stack
   * @param slice a number
   * @return what to call the slice; nothing where there is but one
   */
  public static String name(StackShape shape, int slice) {
    if (shape.slices() == 1) {
      return "";
    }
    boolean both = shape.depth() > 1 && shape.frames() > 1;
    return both
        ? Messages.text("slice.both", shape.z(slice) + 1, shape.t(slice) + 1)
        : Messages.text("slice.one", slice + 1);
  }
}
