package sc.fiji.fewshot.image;

/**
 * The three float channels that a CNN takes, interleaved: the channels of the pixel at column x and
 * row y are {@code rgb[3 * (y * width + x)]} and the two after it. Values run from 0 to 1. Grey
 * images carry the same value three times.
 *
 * <p>The array is not copied; whoever is handed an {@code RgbImage} must not write to it.
 *
 * @param width columns
 * @param height rows
 * @param rgb {@code 3 * width * height} values from 0 to 1
 */
public record RgbImage(int width, int height, float[] rgb) {

  /** Number of channels. */
  public static final int CHANNELS = 3;

  /** Checks that the array fits the size. */
  public RgbImage {
    if (rgb.length != CHANNELS * width * height) {
      throw new IllegalArgumentException(
          rgb.length + " values do not make a " + width + " x " + height + " image");
    }
  }

  /**
   * @param x column
   * @param y row
   * @param channel 0, 1 or 2
   * @return the value there
   */
  public float get(int x, int y, int channel) {
    return rgb[CHANNELS * (y * width + x) + channel];
  }

  /**
   * @param box an area inside this image
   * @return a copy of that area
   */
  public RgbImage crop(Box box) {
    float[] out = new float[CHANNELS * box.width() * box.height()];
    for (int row = 0; row < box.height(); row++) {
      System.arraycopy(
          rgb,
          CHANNELS * ((box.y() + row) * width + box.x()),
          out,
          CHANNELS * row * box.width(),
          CHANNELS * box.width());
    }
    return new RgbImage(box.width(), box.height(), out);
  }
}
