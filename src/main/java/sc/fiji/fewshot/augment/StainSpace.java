package sc.fiji.fewshot.augment;

import sc.fiji.fewshot.image.RgbImage;

/**
 * Colour deconvolution: transmitted light of three channels as amounts of haematoxylin, eosin and
 * DAB, and back. Method and stain vectors of A. C. Ruifrok and D. A. Johnston, "Quantification of
 * histochemical staining by color deconvolution", Analytical and Quantitative Cytology and
 * Histology 23 (2001) 291-299.
 *
 * <p>By the Beer-Lambert law the optical density (the negative decimal logarithm of the transmitted
 * share of light) is a sum over the stains of amount times stain vector. Vectors have length 1, so
 * an amount is the optical density that the stain adds, over all channels.
 */
public final class StainSpace {

  /** Number of stains: haematoxylin, eosin, DAB. */
  public static final int STAINS = 3;

  /** Rows: stains; columns: optical density in red, green and blue, of length 1 together. */
  private static final double[][] DENSITY =
      unitRows(new double[][] {{0.65, 0.70, 0.29}, {0.07, 0.99, 0.11}, {0.27, 0.57, 0.78}});

  /** Rows: channels; columns: stains. */
  private static final double[][] AMOUNT = inverse(DENSITY);

  /**
   * Light is counted in 256 steps from 1 up, not 255 from 0 up: black is then very dense instead of
   * infinitely so, and the way there and back is exact.
   */
  private static final double STEPS = 255;

  private static final double LN10 = Math.log(10);

  private StainSpace() {}

  /**
   * @param image values from 0 to 1, where 1 lets all light through
   * @return the amounts of haematoxylin, eosin and DAB of each pixel, interleaved like the image;
   *     white is 0 0 0, and colours that no mixture makes have negative amounts
   */
  public static float[] separate(RgbImage image) {
    float[] in = image.rgb();
    float[] amounts = new float[in.length];
    for (int i = 0; i < in.length; i += STAINS) {
      double red = opticalDensity(in[i]);
      double green = opticalDensity(in[i + 1]);
      double blue = opticalDensity(in[i + 2]);
      for (int stain = 0; stain < STAINS; stain++) {
        amounts[i + stain] =
            (float) (red * AMOUNT[0][stain] + green * AMOUNT[1][stain] + blue * AMOUNT[2][stain]);
      }
    }
    return amounts;
  }

  /**
   * The inverse of {@link #separate}.
   *
   * @param width columns
   * @param height rows
   * @param amounts {@code 3 * width * height} amounts of haematoxylin, eosin and DAB, interleaved
   * @return what is seen of them, clipped to 0 to 1
   */
  public static RgbImage combine(int width, int height, float[] amounts) {
    float[] out = new float[amounts.length];
    for (int i = 0; i < amounts.length; i += STAINS) {
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        double density =
            amounts[i] * DENSITY[0][channel]
                + amounts[i + 1] * DENSITY[1][channel]
                + amounts[i + 2] * DENSITY[2][channel];
        out[i + channel] = UnitRange.clip((Math.exp(-LN10 * density) * (STEPS + 1) - 1) / STEPS);
      }
    }
    return new RgbImage(width, height, out);
  }

  private static double opticalDensity(float value) {
    return -Math.log10((STEPS * UnitRange.clip(value) + 1) / (STEPS + 1));
  }

  private static double[][] unitRows(double[][] rows) {
    for (double[] row : rows) {
      double length = Math.sqrt(row[0] * row[0] + row[1] * row[1] + row[2] * row[2]);
      for (int i = 0; i < row.length; i++) {
        row[i] /= length;
      }
    }
    return rows;
  }

  /** Cramer's rule: each element is a cofactor over the determinant. */
  private static double[][] inverse(double[][] m) {
    double[][] inverse = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        // Taking the next two rows and columns cyclically gives each cofactor its sign.
        int r1 = (column + 1) % 3;
        int r2 = (column + 2) % 3;
        int c1 = (row + 1) % 3;
        int c2 = (row + 2) % 3;
        inverse[row][column] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
      }
    }
    double determinant =
        m[0][0] * inverse[0][0] + m[0][1] * inverse[1][0] + m[0][2] * inverse[2][0];
    for (double[] row : inverse) {
      for (int i = 0; i < 3; i++) {
        row[i] /= determinant;
      }
    }
    return inverse;
  }
}
