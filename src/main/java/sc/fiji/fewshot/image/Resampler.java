package sc.fiji.fewshot.image;

/** Brings images to another size without aliasing. */
public final class Resampler {

  private Resampler() {}

  /**
   * @param image any
   * @param width columns of the result
   * @param height rows of the result
   * @return the image at that size
   */
  public static RgbImage resize(RgbImage image, int width, int height) {
    if (image.width() == width && image.height() == height) {
      return image;
    }
    AxisResampling columns =
        AxisResampling.of(0, width, (double) width / image.width(), image.width());
    AxisResampling rows =
        AxisResampling.of(0, height, (double) height / image.height(), image.height());
    return resample(image, 0, 0, columns, rows);
  }

  /**
   * @param source interleaved values
   * @param left source column of its first column
   * @param top source row of its first row
   * @param columns along x
   * @param rows along y
   */
  static RgbImage resample(
      RgbImage source, int left, int top, AxisResampling columns, AxisResampling rows) {
    int width = columns.first().length;
    int height = rows.first().length;
    int sourceRow = 3 * source.width();
    int row = 3 * width;
    float[] narrow = new float[row * source.height()];
    float[] in = source.rgb();
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < width; x++) {
        float[] weights = columns.weights()[x];
        int at = y * sourceRow + 3 * (columns.first()[x] - left);
        float r = 0;
        float g = 0;
        float b = 0;
        for (float weight : weights) {
          r += weight * in[at];
          g += weight * in[at + 1];
          b += weight * in[at + 2];
          at += 3;
        }
        int to = y * row + 3 * x;
        narrow[to] = r;
        narrow[to + 1] = g;
        narrow[to + 2] = b;
      }
    }
    float[] out = new float[row * height];
    for (int y = 0; y < height; y++) {
      float[] weights = rows.weights()[y];
      for (int k = 0; k < weights.length; k++) {
        int from = (rows.first()[y] - top + k) * row;
        for (int i = 0; i < row; i++) {
          out[y * row + i] += weights[k] * narrow[from + i];
        }
      }
    }
    return new RgbImage(width, height, out);
  }
}
