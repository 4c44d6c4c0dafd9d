package sc.fiji.fewshot.samples;

import java.awt.image.BufferedImage;
import java.util.List;

/** A bright-field microscope with a colour camera. */
final class Optics {

  private final double[] light;
  private final double blur;
  private final double noise;
  private double vignette;
  private double unevenness;

  /**
   * @param light brightness of an empty field in red, green and blue
   * @param blur standard deviation of the point spread, in pixels
   * @param noise standard deviation of the camera's noise, in grey levels
   */
  Optics(double[] light, double blur, double noise) {
    this.light = light.clone();
    this.blur = blur;
    this.noise = noise;
  }

  /** Makes the light fall off towards the corners and differ from side to side. */
  Optics shaded(double newVignette, double newUnevenness) {
    vignette = newVignette;
    unevenness = newUnevenness;
    return this;
  }

  /** Looks through the stains, by the law of Beer and Lambert. */
  BufferedImage image(List<Stain> stains, Dice dice) {
    int width = stains.get(0).amount().width;
    int height = stains.get(0).amount().height;
    Noise unevenLight = new Noise(dice);
    Plane grain = grain(width, height, dice);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int channel = 0; channel < 3; channel++) {
      Plane passed = new Plane(width, height);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double density = 0;
          for (Stain stain : stains) {
            density += stain.density(channel) * stain.amount().get(x, y);
          }
          passed.set(x, y, StrictMath.pow(10, -density));
        }
      }
      // The lens focuses green best.
      passed = passed.blurred(blur * (channel == 1 ? 1 : channel == 0 ? 1.08 : 1.2));
      Plane ownGrain = grain(width, height, dice);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double cx = (x - width / 2.0) / width;
          double cy = (y - height / 2.0) / width;
          double shade =
              1
                  - vignette * (cx * cx + cy * cy)
                  + unevenness * unevenLight.at(1.3 * cx + 0.4, 1.3 * cy + 0.4);
          double value = light[channel] * shade * passed.get(x, y);
          double strength = noise * (0.55 + 0.45 * Math.sqrt(value / 255));
          value += strength * (0.8 * grain.get(x, y) + 0.6 * ownGrain.get(x, y));
          image.getRaster().setSample(x, y, channel, level(value));
        }
      }
    }
    return image;
  }

  /** Noise of deviation 1 that is a little smooth, as colour cameras interpolate it. */
  private static Plane grain(int width, int height, Dice dice) {
    Plane grain = new Plane(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        grain.set(x, y, dice.gaussian());
      }
    }
    return grain.blurred(0.6).standardised();
  }

  private static int level(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
