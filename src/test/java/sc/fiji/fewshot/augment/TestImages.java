package sc.fiji.fewshot.augment;

import java.util.Arrays;
import java.util.Random;
import sc.fiji.fewshot.image.RgbImage;

/** Small images for tests. */
final class TestImages {

  private TestImages() {}

  /** A single pixel. */
  static RgbImage pixel(double red, double green, double blue) {
    return new RgbImage(1, 1, new float[] {(float) red, (float) green, (float) blue});
  }

  static RgbImage constant(int width, int height, float value) {
    float[] rgb = new float[3 * width * height];
    Arrays.fill(rgb, value);
    return new RgbImage(width, height, rgb);
  }

  static RgbImage noise(int width, int height, long seed) {
    Random random = new Random(seed);
    float[] rgb = new float[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      // Random floats lie on a grid, where sums are exact; squares show rounding errors.
      float value = random.nextFloat();
      rgb[i] = value * value;
    }
    return new RgbImage(width, height, rgb);
  }

  static RgbImage greyNoise(int width, int height, long seed) {
    float[] rgb = noise(width, height, seed).rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i + 1] = rgb[i];
      rgb[i + 2] = rgb[i];
    }
    return new RgbImage(width, height, rgb);
  }

  /** Black but for one white pixel. */
  static RgbImage dot(int side, int x, int y) {
    RgbImage image = constant(side, side, 0);
    Arrays.fill(image.rgb(), 3 * (y * side + x), 3 * (y * side + x) + 3, 1);
    return image;
  }
}
