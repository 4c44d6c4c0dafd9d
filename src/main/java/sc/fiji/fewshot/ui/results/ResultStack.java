package sc.fiji.fewshot.ui.results;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import sc.fiji.fewshot.image.StackShape;

/** What images of results have in common with the image that was classified. */
final class ResultStack {

  private ResultStack() {}

  static StackShape shape(ImagePlus image) {
    return new StackShape(image.getNSlices(), image.getNFrames());
  }

  /**
   * @return the calibration of lengths and time, but not of intensities: results have others
   */
  static Calibration calibration(ImagePlus image) {
    Calibration calibration = image.getCalibration().copy();
    calibration.disableDensityCalibration();
    return calibration;
  }

  /**
   * @return the first line of a slice's label, or null; the lines below it may be a DICOM header
   *     with the name of a patient
   */
  static String label(ImagePlus image, int slice) {
    StackShape shape = shape(image);
    int index = image.getStackIndex(1, shape.z(slice) + 1, shape.t(slice) + 1);
    String label = image.getStack().getSliceLabel(index);
    return label == null ? null : label.lines().findFirst().orElse(null);
  }

  /**
   * @param stack channels running fastest, then Z, then T
   */
  static ImagePlus of(ImagePlus image, String suffix, ImageStack stack, int channels) {
    ImagePlus result = new ImagePlus(image.getShortTitle() + suffix, stack);
    result.setDimensions(channels, image.getNSlices(), image.getNFrames());
    result.setOpenAsHyperStack(result.isHyperStack());
    return result;
  }
}
