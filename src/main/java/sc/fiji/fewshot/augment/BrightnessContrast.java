package sc.fiji.fewshot.augment;

import java.util.random.RandomGenerator;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Brightness by a number added to all channels, and contrast by stretching all channels about the
 * mean of the image, so that contrast by itself leaves the mean where it was. Grey stays grey.
 *
 * @param maxBrightness the largest number added or taken away, 0 to 1 (1 is black to white)
 * @param maxContrast contrast is a factor from {@code 1 - maxContrast} to {@code 1 + maxContrast};
 *     0 to 1
 */
public record BrightnessContrast(double maxBrightness, double maxContrast)
    implements ColourAugmentation {

  /** Checks the ranges. */
  public BrightnessContrast {
    if (!(maxBrightness >= 0 && maxBrightness <= 1 && maxContrast >= 0 && maxContrast <= 1)) {
      throw new IllegalArgumentException(
          "brightness " + maxBrightness + " or contrast " + maxContrast + " is not from 0 to 1");
    }
  }

  @Override
  public RgbImage apply(RgbImage image, RandomGenerator random) {
    double brightness = Draw.symmetric(random, maxBrightness);
    double contrast = 1 + Draw.symmetric(random, maxContrast);
    return adjust(image, brightness, contrast);
  }

  /**
   * {@code (value - mean) * contrast + mean + brightness}, clipped.
   *
   * @param image values from 0 to 1
   * @param brightness what to add, -1 to 1
   * @param contrast the factor about the mean of all values, at least 0
   * @return the changed image
   */
  public static RgbImage adjust(RgbImage image, double brightness, double contrast) {
    float[] in = image.rgb();
    double sum = 0;
    for (float value : in) {
      sum += value;
    }
    double mean = in.length == 0 ? 0 : sum / in.length;
    double offset = mean - mean * contrast + brightness;
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = UnitRange.clip(in[i] * contrast + offset);
    }
    return new RgbImage(image.width(), image.height(), out);
  }
}
