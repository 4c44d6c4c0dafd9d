package sc.fiji.fewshot.pretrain.episodic;

import java.util.SplittableRandom;

/**
 * A random affine map of a drawing: as if another hand had drawn it a little turned, slanted,
 * larger or elsewhere.
 *
 * @param side width and height of the drawings, pixels
 */
record DrawingWarp(int side) {

  private static final double LARGEST_TURN = Math.toRadians(15);
  private static final double LARGEST_SHEAR = 0.2;
  private static final double LARGEST_STRETCH = 0.15;
  // Of the side.
  private static final double LARGEST_SHIFT = 0.07;

  /**
   * @param image row by row
   * @param random decides the map
   * @param out receives the values, 0 to 1
   * @param at where in {@code out} they begin
   */
  void apply(byte[] image, SplittableRandom random, float[] out, int at) {
    double turn = symmetric(random, LARGEST_TURN);
    double shear = symmetric(random, LARGEST_SHEAR);
    double width = 1 + symmetric(random, LARGEST_STRETCH);
    double height = 1 + symmetric(random, LARGEST_STRETCH);
    double shiftX = symmetric(random, LARGEST_SHIFT * side);
    double shiftY = symmetric(random, LARGEST_SHIFT * side);
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    double centre = (side - 1) / 2.0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double fromX = (x - centre) * width;
        double fromY = (y - centre) * height;
        double sheared = fromX + shear * fromY;
        out[at + y * side + x] =
            value(
                image,
                centre + shiftX + cos * sheared - sin * fromY,
                centre + shiftY + sin * sheared + cos * fromY);
      }
    }
  }

  private static double symmetric(SplittableRandom random, double largest) {
    return largest * (2 * random.nextDouble() - 1);
  }

  /** Between pixels linearly; paper beyond the edges. */
  private float value(byte[] image, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double below = y - top;
    double upper = (1 - right) * ink(image, left, top) + right * ink(image, left + 1, top);
    double lower = (1 - right) * ink(image, left, top + 1) + right * ink(image, left + 1, top + 1);
    return (float) (((1 - below) * upper + below * lower) / 255);
  }

  private int ink(byte[] image, int x, int y) {
    return x < 0 || y < 0 || x >= side || y >= side ? 0 : image[y * side + x] & 0xff;
  }
}
