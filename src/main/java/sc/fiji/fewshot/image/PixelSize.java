package sc.fiji.fewshot.image;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The size of a voxel. Without a unit numbers tell no size: TIFF files whose resolution has none
 * give ImageJ a blank one. Such an image is one that is not calibrated, and so is one whose pixels
 * are not wide or not high; a depth that is none counts as 1, as in ImageJ.
 *
 * @param width in units
 * @param height in units
 * @param depth distance between Z planes, in units
 * @param unit such as {@code µm}; {@code pixel} if the image is not calibrated
 */
public record PixelSize(double width, double height, double depth, String unit) {

  /** Of an image that is not calibrated. */
  public static final PixelSize UNCALIBRATED = new PixelSize(1, 1, 1, "pixel");

  private static final double MOST_DIFFERENCE = 1.2;

  private static final Map<String, Double> MICROMETRES =
      Map.ofEntries(
          Map.entry("nm", 1e-3),
          Map.entry("nanometer", 1e-3),
          Map.entry("nanometre", 1e-3),
          Map.entry("angstrom", 1e-4),
          Map.entry("um", 1.0),
          Map.entry("\u00b5m", 1.0),
          Map.entry("micron", 1.0),
          Map.entry("microns", 1.0),
          Map.entry("micrometer", 1.0),
          Map.entry("micrometre", 1.0),
          Map.entry("mm", 1e3),
          Map.entry("millimeter", 1e3),
          Map.entry("millimetre", 1e3),
          Map.entry("cm", 1e4),
          Map.entry("centimeter", 1e4),
          Map.entry("centimetre", 1e4),
          Map.entry("m", 1e6),
          Map.entry("meter", 1e6),
          Map.entry("metre", 1e6));

  /** Takes what tells no size for what it is. */
  public PixelSize {
    if (unit.isBlank() || !isLength(width) || !isLength(height)) {
      width = 1;
      height = 1;
      depth = 1;
      unit = "pixel";
    }
    unit = unit.strip().replaceAll("\\s+", " ");
    depth = isLength(depth) ? depth : 1;
  }

  private static boolean isLength(double number) {
    return number > 0 && number < Double.POSITIVE_INFINITY;
  }

  /**
   * @return the width of a pixel in micrometres, unless the image is not calibrated or its unit is
   *     none of length; an inch is a printer's
   */
  public OptionalDouble micrometres() {
    // Greek mu and the micro sign look the same.
    Double factor = MICROMETRES.get(unit.replace('\u03bc', '\u00b5').toLowerCase(Locale.ROOT));
    return factor == null ? OptionalDouble.empty() : OptionalDouble.of(width * factor);
  }

  /**
   * @param one width of a pixel
   * @param other width of another, in the same unit
   * @return whether a patch shows about as much at both: they differ by at most a fifth
   */
  public static boolean areAlike(double one, double other) {
    return Math.max(one, other) <= MOST_DIFFERENCE * Math.min(one, other);
  }

  /**
   * @param factor how many pixels become one, in each direction of the plane
   * @return the size of the pixels that come out
   */
  public PixelSize coarser(double factor) {
    return equals(UNCALIBRATED)
        ? this
        : new PixelSize(width * factor, height * factor, depth, unit);
  }
}
