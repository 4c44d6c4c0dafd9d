package sc.fiji.fewshot.ui.results;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.io.LabelPalette;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;

/**
 * Makes label maps: images of one channel with the width, height, Z, T, lengths and slice labels of
 * the one that was classified. A pixel is 0 where it is unknown or nothing was classified, else the
 * number of its class from 1 on; the look-up table has the classes' colours, and Image &gt; Show
 * Info tells their names. 8 bits deep, with more than 254 classes 16.
 */
public final class LabelMapImage {

  private static final int LUT_SIZE = 256;

  private LabelMapImage() {}

  /**
   * @param image that was classified
   * @param slices predictions of some or all of its slices
   * @param classes in the order of the labels
   * @return the label map, not shown
   */
  public static ImagePlus of(
      ImagePlus image, List<GridPrediction> slices, List<LabelClass> classes) {
    ImageStack planes = empty(image, classes);
    for (GridPrediction slice : slices) {
      fill(planes.getProcessor(slice.slice() + 1), LabelPlane.of(slice));
    }
    return finished(image, planes, classes);
  }

  /**
   * @param image that the regions are on, or the label image that they were made of
   * @param regions predictions; where some overlap, the last one counts
   * @param classes in the order of the labels
   * @return the label map, not shown
   */
  public static ImagePlus ofRegions(
      ImagePlus image, List<RegionPrediction> regions, List<LabelClass> classes) {
    ImageStack planes = empty(image, classes);
    for (RegionPrediction region : regions) {
      fill(planes.getProcessor(region.slice() + 1), region.region(), region.labelMapValue());
    }
    return finished(image, planes, classes);
  }

  private static ImageStack empty(ImagePlus image, List<LabelClass> classes) {
    StackShape shape = ResultStack.shape(image);
    ImageStack planes = new ImageStack(image.getWidth(), image.getHeight());
    for (int slice = 0; slice < shape.slices(); slice++) {
      planes.addSlice(
          ResultStack.label(image, slice),
          classes.size() > LabelPalette.MOST_CLASSES
              ? new ShortProcessor(image.getWidth(), image.getHeight())
              : new ByteProcessor(image.getWidth(), image.getHeight()));
    }
    return planes;
  }

  private static void fill(ImageProcessor plane, LabelPlane labels) {
    for (int i = 0; i < labels.labels().length; i++) {
      plane.set(i, labels.labels()[i]);
    }
  }

  private static void fill(ImageProcessor plane, Region region, int value) {
    Box box = region.bounds();
    for (int y = box.y(); y < box.bottom(); y++) {
      for (int x = box.x(); x < box.right(); x++) {
        if (region.contains(x, y)) {
          plane.set(x, y, value);
        }
      }
    }
  }

  private static ImagePlus finished(ImagePlus image, ImageStack planes, List<LabelClass> classes) {
    ImagePlus map = ResultStack.of(image, "-labels", planes, 1);
    map.setCalibration(ResultStack.calibration(image));
    LUT colours = colours(classes);
    map.setLut(colours);
    map.setDisplayRange(colours.min, colours.max);
    map.setProperty(
        "Info",
        IntStream.range(0, classes.size())
            .mapToObj(c -> "Class " + (c + 1) + ": " + classes.get(c).name() + "\n")
            .collect(Collectors.joining("", "Class 0: unknown\n", "")));
    return map;
  }

  private static LUT colours(List<LabelClass> classes) {
    if (classes.size() <= LabelPalette.MOST_CLASSES) {
      return new LUT(LabelPalette.of(classes), 0, LUT_SIZE - 1);
    }
    // ImageJ spreads the values of an image of 16 bits over the entries of the table.
    byte[][] channels = new byte[3][LUT_SIZE];
    for (int i = 0; i < LUT_SIZE; i++) {
      int rgb = LabelPalette.colour(i * (classes.size() + 1) / LUT_SIZE, classes);
      channels[0][i] = (byte) (rgb >> 16);
      channels[1][i] = (byte) (rgb >> 8);
      channels[2][i] = (byte) rgb;
    }
    LUT colours = new LUT(channels[0], channels[1], channels[2]);
    colours.min = 0;
    colours.max = classes.size();
    return colours;
  }
}
