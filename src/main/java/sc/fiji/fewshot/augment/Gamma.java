package sc.fiji.fewshot.augment;

import java.util.random.RandomGenerator;
import sc.fiji.fewshot.image.RgbImage;

/**
 * A power law on every channel: the mid-tones grow darker or brighter, black and white stay. Grey
 * stays grey.
 *
 * @param maxExponent the exponent is drawn from {@code 1 / maxExponent} to {@code maxExponent},
 *     with uniform logarithm; at least 1
 */
public record Gamma(double maxExponent) implements ColourAugmentation {

  /** Checks the range. */
  public Gamma {
    if (!(maxExponent >= 1 && maxExponent < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the largest exponent " + maxExponent + " is below 1");
    }
  }

  @Override
  public RgbImage apply(RgbImage image, RandomGenerator random) {
    return adjust(image, Draw.factor(random, 1 / maxExponent, maxExponent));
  }

  /**
   * @param image values from 0 to 1
   * @param exponent above 0; above 1 darkens
   * @return every value raised to {@code exponent}
   */
  public static RgbImage adjust(RgbImage image, double exponent) {
    float[] in = image.rgb();
    float[] out = new float[in.length];
    float lastIn = 0;
    float lastOut = 0;
    for (int i = 0; i < in.length; i++) {
      // Grey images repeat each value three times, and a power is slow.
      if (in[i] != lastIn) {
        lastIn = in[i];
        lastOut = UnitRange.clip(Math.pow(UnitRange.clip(lastIn), exponent));
      }
      out[i] = lastOut;
    }
    return new RgbImage(image.width(), image.height(), out);
  }
}
