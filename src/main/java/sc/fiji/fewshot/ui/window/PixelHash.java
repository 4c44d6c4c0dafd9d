package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.ImageStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.image.StackShape;

/** Tells whether the pixels of a slice are still the same. */
final class PixelHash {

  private PixelHash() {}

  /**
   * @return the arrays that hold the pixels of the slice in all channels; none if the stack is
   *     virtual, whose pixels nobody can edit
   */
  static List<Object> pixels(ImagePlus image, int slice) {
    List<Object> arrays = new ArrayList<>();
    if (image.getStackSize() == 1) {
      arrays.add(image.getProcessor().getPixels());
      return arrays;
    }
    ImageStack stack = image.getStack();
    if (stack.isVirtual()) {
      return arrays;
    }
    StackShape shape = Slices.shape(image);
    for (int c = 1; c <= image.getNChannels(); c++) {
      int index = image.getStackIndex(c, shape.z(slice) + 1, shape.t(slice) + 1);
      arrays.add(stack.getPixels(index));
    }
    return arrays;
  }

  /** Takes milliseconds for large slices; safe from any thread. */
  static long of(List<Object> arrays) {
    long hash = 1;
    for (Object pixels : arrays) {
      hash = 31 * hash + of(pixels);
    }
    return hash;
  }

  private static long of(Object pixels) {
    if (pixels instanceof byte[] bytes) {
      return Arrays.hashCode(bytes);
    }
    if (pixels instanceof short[] shorts) {
      return Arrays.hashCode(shorts);
    }
    if (pixels instanceof float[] floats) {
      return Arrays.hashCode(floats);
    }
    return pixels instanceof int[] ints ? Arrays.hashCode(ints) : 0;
  }
}
