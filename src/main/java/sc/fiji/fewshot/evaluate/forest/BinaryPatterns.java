package sc.fiji.fewshot.evaluate.forest;

/**
 * How often each local binary pattern occurs: the eight neighbours of a pixel are compared with it,
 * and patterns that change at most twice around the circle are told apart by how many neighbours
 * are at least as bright, wherever they lie; all others are one. Ojala, Pietikainen and Maenpaa,
 * "Multiresolution gray-scale and rotation invariant texture classification with local binary
 * patterns", TPAMI 24 (2002), LBP riu2 with P = 8.
 */
final class BinaryPatterns {

  private static final int[][] CIRCLE = {
    {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}
  };

  private BinaryPatterns() {}

  /**
   * @param plane grey values
   * @param radius distance of the neighbours, pixels
   * @return shares of the ten patterns: 0 to 8 bright neighbours, then the others
   */
  static float[] of(Plane plane, int radius) {
    float[] shares = new float[CIRCLE.length + 2];
    for (int y = 0; y < plane.height(); y++) {
      for (int x = 0; x < plane.width(); x++) {
        shares[pattern(plane, x, y, radius)] += 1f / plane.values().length;
      }
    }
    return shares;
  }

  private static int pattern(Plane plane, int x, int y, int radius) {
    int bright = 0;
    int changes = 0;
    boolean previous = isBright(plane, x, y, radius, CIRCLE[CIRCLE.length - 1]);
    for (int[] place : CIRCLE) {
      boolean now = isBright(plane, x, y, radius, place);
      bright += now ? 1 : 0;
      changes += now == previous ? 0 : 1;
      previous = now;
    }
    return changes <= 2 ? bright : CIRCLE.length + 1;
  }

  private static boolean isBright(Plane plane, int x, int y, int radius, int[] place) {
    return plane.at(x + radius * place[0], y + radius * place[1]) >= plane.at(x, y);
  }
}
