package sc.fiji.fewshot.io;

/**
 * How the pages of a TIFF file make up an ImageJ hyperstack, and how large a voxel is. Pages follow
 * ImageJ's order: channels run fastest, then slices, then frames.
 *
 * @param channels number of channels, at least 1
 * @param slices number of Z slices, at least 1
 * @param frames number of time frames, at least 1
 * @param pixelWidth width of a pixel in {@code unit}s
 * @param pixelHeight height of a pixel in {@code unit}s
 * @param pixelDepth distance between slices in {@code unit}s
 * @param unit what the three lengths are measured in, for instance {@code "µm"} or {@code "pixel"}
 * @param downsampling pixels of the image at its finest resolution that a pixel is wide
 */
public record StackLayout(
    int channels,
    int slices,
    int frames,
    double pixelWidth,
    double pixelHeight,
    double pixelDepth,
    String unit,
    double downsampling) {

  /** Checks that counts and lengths are positive and that the unit fits on one line. */
  public StackLayout {
    if (channels < 1 || slices < 1 || frames < 1) {
      throw new IllegalArgumentException(
          "a stack of " + channels + " x " + slices + " x " + frames + " pages");
    }
    if (!isLength(pixelWidth) || !isLength(pixelHeight) || !isLength(pixelDepth)) {
      throw new IllegalArgumentException(
          "a voxel of " + pixelWidth + " x " + pixelHeight + " x " + pixelDepth);
    }
    if (!isLength(downsampling)) {
      throw new IllegalArgumentException("a downsampling of " + downsampling);
    }
    if (unit == null || unit.isBlank() || unit.lines().count() != 1) {
      throw new IllegalArgumentException("a unit of length is needed, on one line");
    }
  }

  /**
   * A stack at the finest resolution.
   *
   * @param channels number of channels, at least 1
   * @param slices number of Z slices, at least 1
   * @param frames number of time frames, at least 1
   * @param pixelWidth width of a pixel in {@code unit}s
   * @param pixelHeight height of a pixel in {@code unit}s
   * @param pixelDepth distance between slices in {@code unit}s
   * @param unit what the three lengths are measured in
   */
  public StackLayout(
      int channels,
      int slices,
      int frames,
      double pixelWidth,
      double pixelHeight,
      double pixelDepth,
      String unit) {
    this(channels, slices, frames, pixelWidth, pixelHeight, pixelDepth, unit, 1);
  }

  /**
   * @param slices number of pages
   * @return a plain stack without a physical scale
   */
  public static StackLayout uncalibrated(int slices) {
    return new StackLayout(1, slices, 1, 1, 1, 1, "pixel");
  }

  /**
   * @return how many pages there are in all
   */
  public int pages() {
    return Math.multiplyExact(Math.multiplyExact(channels, slices), frames);
  }

  /**
   * @return whether the lengths are lengths in the specimen rather than just pixels
   */
  public boolean calibrated() {
    return !unit.equals("pixel");
  }

  private static boolean isLength(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }
}
