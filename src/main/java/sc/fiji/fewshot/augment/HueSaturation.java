package sc.fiji.fewshot.augment;

import java.util.random.RandomGenerator;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Hue and saturation without leaving RGB: colours are turned about the grey diagonal of the RGB
 * cube (hue) and moved from or to it (saturation), after P. Haeberli, "Matrix Operations for Image
 * Processing", 1993. The mean of a pixel's channels stays, but for clipping; grey stays grey.
 *
 * @param maxHue the largest turn either way, in turns, 0 to 0.5; 1/3 makes red green
 * @param maxSaturation saturation is a factor from {@code 1 - maxSaturation} to {@code 1 +
 *     maxSaturation}; 0 to 1
 */
public record HueSaturation(double maxHue, double maxSaturation) implements ColourAugmentation {

  /** Checks the ranges. */
  public HueSaturation {
    if (!(maxHue >= 0 && maxHue <= 0.5 && maxSaturation >= 0 && maxSaturation <= 1)) {
      throw new IllegalArgumentException(
          "hue "
              + maxHue
              + " is not from 0 to 0.5 or saturation "
              + maxSaturation
              + " from 0 to 1");
    }
  }

  @Override
  public RgbImage apply(RgbImage image, RandomGenerator random) {
    double hue = Draw.symmetric(random, maxHue);
    double saturation = 1 + Draw.symmetric(random, maxSaturation);
    return adjust(image, hue, saturation);
  }

  /**
   * @param image values from 0 to 1
   * @param hue turns; red goes to green, green to blue, blue to red
   * @param saturation factor on the distance from grey, at least 0; 0 makes everything grey
   * @return the changed image
   */
  public static RgbImage adjust(RgbImage image, double hue, double saturation) {
    // The rotation's matrix about (1, 1, 1) has the rows (a b c), (c a b) and (b c a).
    double cosine = StrictMath.cos(2 * Math.PI * hue);
    double third = (1 - cosine) / 3;
    double skew = StrictMath.sin(2 * Math.PI * hue) / Math.sqrt(3);
    double a = saturation * (cosine + third);
    double b = saturation * (third - skew);
    double c = saturation * (third + skew);

    float[] in = image.rgb();
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i += RgbImage.CHANNELS) {
      // In double precision the mean of three equal floats is that float: grey has no deviation
      // at all, and stays exactly grey.
      double mean = ((double) in[i] + in[i + 1] + in[i + 2]) / 3;
      double red = in[i] - mean;
      double green = in[i + 1] - mean;
      double blue = in[i + 2] - mean;
      out[i] = UnitRange.clip(mean + a * red + b * green + c * blue);
      out[i + 1] = UnitRange.clip(mean + c * red + a * green + b * blue);
      out[i + 2] = UnitRange.clip(mean + b * red + c * green + a * blue);
    }
    return new RgbImage(image.width(), image.height(), out);
  }
}
