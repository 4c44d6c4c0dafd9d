package sc.fiji.fewshot.image;

import ij.ImagePlus;
import ij.Prefs;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.nio.file.Path;

/**
 * A DICOM file as an image in the units of its rescale slope and intercept, such as Hounsfield's.
 *
 * @param image without what the file says of the patient: only those tags are kept that tell how to
 *     look at it
 * @param place where the slice belongs in its series
 */
record DicomFile(ImagePlus image, DicomPlace place) {

  /**
   * @param file to read
   * @return its image
   * @throws sc.fiji.fewshot.FewShotException if it cannot be read
   */
  static DicomFile open(Path file) {
    ImagePlus image = withoutSlope(file);
    DicomTags tags = DicomTags.of(image);
    image.setProperty("Info", tags.kept());
    for (int i = 1; i <= image.getStackSize(); i++) {
      // ImageJ keeps the whole header there.
      image.getStack().setSliceLabel(file.getFileName().toString(), i);
    }
    double slope = tags.number(DicomTags.RESCALE_SLOPE, 1);
    if (slope != 1 && image.getType() != ImagePlus.COLOR_RGB) {
      rescale(image, slope, tags.number(DicomTags.RESCALE_INTERCEPT, 0));
    }
    return new DicomFile(image, DicomPlace.of(tags));
  }

  /**
   * Has ImageJ apply the intercept only: a slope makes it convert the image by a command of its
   * menu, for which there must be a screen, and hangs on the user's preferences.
   */
  private static ImagePlus withoutSlope(Path file) {
    synchronized (DicomFile.class) {
      boolean ignored = Prefs.ignoreRescaleSlope;
      boolean asFloat = Prefs.openDicomsAsFloat;
      Prefs.ignoreRescaleSlope = true;
      Prefs.openDicomsAsFloat = false;
      try {
        return ImageFiles.openWithImageJ(file);
      } finally {
        Prefs.ignoreRescaleSlope = ignored;
        Prefs.openDicomsAsFloat = asFloat;
      }
    }
  }

  private static void rescale(ImagePlus image, double slope, double intercept) {
    Calibration calibration = image.getCalibration();
    for (int i = 1; i <= image.getStackSize(); i++) {
      FloatProcessor values = calibrated(image.getStack().getProcessor(i), calibration);
      values.multiply(slope);
      values.add(intercept);
      if (i == 1 && image.getStackSize() == 1) {
        image.setProcessor(values);
      } else {
        image.getStack().setProcessor(values, i);
      }
    }
    calibration.disableDensityCalibration();
  }

  /**
   * @param plane stored values
   * @param calibration what they stand for
   * @return what they stand for, as a new plane
   */
  static FloatProcessor calibrated(ImageProcessor plane, Calibration calibration) {
    FloatProcessor values = new FloatProcessor(plane.getWidth(), plane.getHeight());
    for (int i = 0; i < plane.getPixelCount(); i++) {
      values.setf(i, (float) calibration.getCValue(plane.getf(i)));
    }
    return values;
  }
}
