package sc.fiji.fewshot.ui.results;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.PatchGrid;

/**
 * Makes hyperstacks of probabilities: 32 bits, one channel a class in its colour, Z and T as in the
 * image that was classified, one pixel a patch. The pixel size is the stride, so that they lie over
 * the image in its units.
 */
public final class ProbabilityImage {

  private ProbabilityImage() {}

  /**
   * @param image that was classified
   * @param slices predictions of some or all of its slices, at least one, all with the same stride
   * @param classes in the order of the labels
   * @return the probabilities from 0 to 1, and 0 for all classes on slices that were not
   *     classified; not shown
   */
  public static ImagePlus of(
      ImagePlus image, List<GridPrediction> slices, List<LabelClass> classes) {
    PatchGrid grid = slices.get(0).grid();
    int channels = classes.size();
    StackShape shape = ResultStack.shape(image);
    ImageStack planes = new ImageStack(grid.columns(), grid.rows());
    for (int slice = 0; slice < shape.slices(); slice++) {
      for (LabelClass labelClass : classes) {
        planes.addSlice(labelClass.name(), new FloatProcessor(grid.columns(), grid.rows()));
      }
    }
    for (GridPrediction slice : slices) {
      for (int c = 0; c < channels; c++) {
        fill((float[]) planes.getPixels(slice.slice() * channels + c + 1), slice, c);
      }
    }
    ImagePlus plain = ResultStack.of(image, "-probabilities", planes, channels);
    plain.setCalibration(calibration(image, grid.stride()));
    CompositeImage coloured =
        new CompositeImage(plain, channels > CompositeImage.MAX_CHANNELS ? IJ.COLOR : IJ.COMPOSITE);
    coloured.setLuts(classes.stream().map(ProbabilityImage::lut).toArray(LUT[]::new));
    return coloured;
  }

  private static void fill(float[] pixels, GridPrediction slice, int label) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = slice.scores().probability(i, label);
    }
  }

  private static Calibration calibration(ImagePlus image, int stride) {
    Calibration calibration = ResultStack.calibration(image);
    calibration.pixelWidth *= stride;
    calibration.pixelHeight *= stride;
    calibration.xOrigin /= stride;
    calibration.yOrigin /= stride;
    return calibration;
  }

  private static LUT lut(LabelClass labelClass) {
    LUT lut = LUT.createLutFromColor(new Color(labelClass.rgb()));
    lut.min = 0;
    lut.max = 1;
    return lut;
  }
}
