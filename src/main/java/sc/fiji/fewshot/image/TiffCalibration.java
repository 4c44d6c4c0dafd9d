package sc.fiji.fewshot.image;

import java.util.OptionalDouble;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;

/** The size of pixels as a TIFF file tells it. */
final class TiffCalibration {

  private static final int PER_INCH = 2;
  private static final int PER_CENTIMETRE = 3;
  private static final double INCH = 25_400;
  private static final double CENTIMETRE = 10_000;

  /** Wider pixels are a printer's, micrometres: 300 dots an inch are 85. */
  private static final double WIDEST = 20;

  private TiffCalibration() {}

  /**
   * @param pages of the file
   * @param description its text
   * @return the size of a pixel
   */
  static PixelSize of(TiffPages pages, TiffDescription description) {
    OptionalDouble x = pages.number(BaselineTIFFTagSet.TAG_X_RESOLUTION);
    OptionalDouble y = pages.number(BaselineTIFFTagSet.TAG_Y_RESOLUTION);
    if (x.isEmpty() || y.isEmpty() || !(x.getAsDouble() > 0) || !(y.getAsDouble() > 0)) {
      return PixelSize.UNCALIBRATED;
    }
    if (!description.unit().isEmpty()) {
      return new PixelSize(
          1 / x.getAsDouble(), 1 / y.getAsDouble(), description.spacing(), description.unit());
    }
    double unit =
        switch ((int) pages.number(BaselineTIFFTagSet.TAG_RESOLUTION_UNIT).orElse(PER_INCH)) {
          case PER_INCH -> INCH;
          case PER_CENTIMETRE -> CENTIMETRE;
          default -> Double.POSITIVE_INFINITY;
        };
    return unit / x.getAsDouble() > WIDEST
        ? PixelSize.UNCALIBRATED
        : new PixelSize(unit / x.getAsDouble(), unit / y.getAsDouble(), 1, "\u00b5m");
  }
}
