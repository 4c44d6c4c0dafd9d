package sc.fiji.fewshot.image;

/**
 * The size of a voxel.
 *
 * @param width in units
 * @param height in units
 * @param depth distance between Z planes, in units
 * @param unit such as {@code µm}; {@code pixel} if the image is not calibrated
 */
public record PixelSize(double width, double height, double depth, String unit) {

  /** Of an image that is not calibrated. */
  public static final PixelSize UNCALIBRATED = new PixelSize(1, 1, 1, "pixel");
}
