package sc.fiji.fewshot.evaluate.forest;

/**
 * The eigenvalues of a symmetric 2 x 2 matrix at each pixel.
 *
 * @param larger of the two
 * @param smaller of the two
 */
record Eigenvalues(Plane larger, Plane smaller) {

  /**
   * @param xx upper left
   * @param xy beside the diagonal
   * @param yy lower right
   */
  static Eigenvalues of(Plane xx, Plane xy, Plane yy) {
    return new Eigenvalues(
        xx.map((x, y) -> (float) (half(xx, yy, x, y) + radius(xx, xy, yy, x, y))),
        xx.map((x, y) -> (float) (half(xx, yy, x, y) - radius(xx, xy, yy, x, y))));
  }

  private static double half(Plane xx, Plane yy, int x, int y) {
    return (xx.at(x, y) + (double) yy.at(x, y)) / 2;
  }

  private static double radius(Plane xx, Plane xy, Plane yy, int x, int y) {
    return Math.hypot((xx.at(x, y) - (double) yy.at(x, y)) / 2, xy.at(x, y));
  }
}
