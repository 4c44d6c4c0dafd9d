package sc.fiji.fewshot.ui.results;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.image.StackShape;

/**
 * Reads objects from a label image, such as segmentation tools make it: each value but 0 is an
 * object.
 */
public final class LabelObjects {

  private LabelObjects() {}

  /**
   * @param labels whole numbers, 8, 16 or 32 bits, one channel, with the size, Z and T of the image
   *     to be classified
   * @return the objects of each slice, named {@code label 17}, to be classified one by one: {@link
   *     Example#UNCLASSIFIED}; an object that spans several slices is one on each of them
   * @throws FewShotException if it has several channels, colours, values that are not whole or
   *     negative, or no objects
   */
  public static List<Example> of(ImagePlus labels) {
    if (labels.getNChannels() > 1 || labels.getType() == ImagePlus.COLOR_RGB) {
      throw new FewShotException(
          "%s is no label image: it has several channels; give one of 8, 16 or 32 bits with one channel (Image > Properties sets what is a channel)."
              .formatted(labels.getTitle()));
    }
    StackShape shape = ResultStack.shape(labels);
    List<Example> objects = new ArrayList<>();
    for (int slice = 0; slice < shape.slices(); slice++) {
      int number = slice;
      LabelPlane plane = read(labels.getStack().getProcessor(slice + 1), labels.getTitle());
      plane
          .byLabel()
          .forEach(
              (label, region) ->
                  objects.add(new Example(region, number, Example.UNCLASSIFIED, "label " + label)));
    }
    if (objects.isEmpty()) {
      throw new FewShotException(
          labels.getTitle() + " holds no objects: all its pixels are 0; segment an image first.");
    }
    return objects;
  }

  private static LabelPlane read(ImageProcessor pixels, String title) {
    int[] values = new int[pixels.getPixelCount()];
    for (int i = 0; i < values.length; i++) {
      float value = pixels.getf(i);
      values[i] = (int) value;
      if (values[i] != value || value < 0) {
        throw new FewShotException(
            "%s is no label image: it holds %s where whole numbers from 0 on are needed; give the labels of a segmentation."
                .formatted(title, value));
      }
    }
    return new LabelPlane(pixels.getWidth(), values);
  }
}
