package sc.fiji.fewshot.evaluate.forest;

import sc.fiji.fewshot.image.RgbImage;

/**
 * Which colours an image has, wherever they are: histograms of red, green, blue, hue and
 * saturation, and the first three moments of each (Stricker and Orengo, "Similarity of color
 * images", 1995). The square roots of the shares are taken, so that the Euclidean distance of two
 * histograms is that of Hellinger.
 */
public final class ColourFeatures {

  /** Names these features for caches. */
  public static final String VERSION = "1 colour";

  private static final int BINS = 8;
  private static final int CHANNELS = 5;
  private static final int MOMENTS = 3;
  private static final int HUE = 3;
  private static final int SATURATION = 4;

  private ColourFeatures() {}

  /**
   * @param image of any size
   * @return {@code 5 * (8 + 3)} numbers from -1 to 1
   */
  public static float[] of(RgbImage image) {
    float[][] channels = channels(image);
    float[] features = new float[CHANNELS * (BINS + MOMENTS)];
    for (int c = 0; c < CHANNELS; c++) {
      // The hue of a grey pixel is an accident, so hues weigh by their saturation.
      float[] weights = c == HUE ? channels[SATURATION] : null;
      float[] shares = histogram(channels[c], weights);
      System.arraycopy(shares, 0, features, c * (BINS + MOMENTS), BINS);
      System.arraycopy(moments(channels[c]), 0, features, c * (BINS + MOMENTS) + BINS, MOMENTS);
    }
    return features;
  }

  private static float[][] channels(RgbImage image) {
    int pixels = image.width() * image.height();
    float[][] channels = new float[CHANNELS][pixels];
    for (int i = 0; i < pixels; i++) {
      float red = image.rgb()[RgbImage.CHANNELS * i];
      float green = image.rgb()[RgbImage.CHANNELS * i + 1];
      float blue = image.rgb()[RgbImage.CHANNELS * i + 2];
      float most = Math.max(red, Math.max(green, blue));
      float range = most - Math.min(red, Math.min(green, blue));
      channels[0][i] = red;
      channels[1][i] = green;
      channels[2][i] = blue;
      channels[HUE][i] = hue(red, green, blue, most, range);
      channels[SATURATION][i] = most > 0 ? range / most : 0;
    }
    return channels;
  }

  /** 0 for red, a third for green, two thirds for blue; below 1. */
  private static float hue(float red, float green, float blue, float most, float range) {
    if (range <= 0) {
      return 0;
    }
    float sixths;
    if (most == red) {
      sixths = (green - blue) / range;
    } else if (most == green) {
      sixths = 2 + (blue - red) / range;
    } else {
      sixths = 4 + (red - green) / range;
    }
    float hue = (sixths + 6) % 6 / 6;
    return hue < 1 ? hue : 0;
  }

  private static float[] histogram(float[] values, float[] weights) {
    double[] shares = new double[BINS];
    for (int i = 0; i < values.length; i++) {
      int bin = Math.min(BINS - 1, Math.max(0, (int) (values[i] * BINS)));
      shares[bin] += (weights == null ? 1 : weights[i]) / (double) values.length;
    }
    float[] roots = new float[BINS];
    for (int b = 0; b < BINS; b++) {
      roots[b] = (float) Math.sqrt(shares[b]);
    }
    return roots;
  }

  /** Mean, standard deviation and the cube root of the third central moment. */
  private static float[] moments(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value / (double) values.length;
    }
    double second = 0;
    double third = 0;
    for (float value : values) {
      double off = value - mean;
      second += off * off / values.length;
      third += off * off * off / values.length;
    }
    return new float[] {(float) mean, (float) Math.sqrt(second), (float) Math.cbrt(third)};
  }
}
