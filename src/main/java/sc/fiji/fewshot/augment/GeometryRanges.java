package sc.fiji.fewshot.augment;

/**
 * How far a random {@link ViewGeometry} may go.
 *
 * @param maxAngle the largest turn either way, radians, 0 to pi (pi is any direction)
 * @param mirror whether half of the views are mirrored left to right; together with any direction
 *     that covers top to bottom too
 * @param minScale smallest magnification, above 0
 * @param maxScale largest magnification, at least {@code minScale}
 * @param maxShift the largest shift along each axis, as a share of the side of the view, at least 0
 */
public record GeometryRanges(
    double maxAngle, boolean mirror, double minScale, double maxScale, double maxShift) {

  /** Checks the ranges. */
  public GeometryRanges {
    if (!(maxAngle >= 0 && maxAngle <= Math.PI)) {
      throw new IllegalArgumentException("angle " + maxAngle + " is not from 0 to pi");
    }
    if (!(minScale > 0 && maxScale >= minScale && maxScale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no scales from " + minScale + " to " + maxScale);
    }
    if (!(maxShift >= 0 && maxShift < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("shift " + maxShift + " is below 0");
    }
  }

  /**
   * @return the ranges that leave only the identity
   */
  public static GeometryRanges none() {
    return new GeometryRanges(0, false, 1, 1, 0);
  }

  /**
   * @return ranges twice as wide; no turn is farther than any direction
   */
  public GeometryRanges doubled() {
    return new GeometryRanges(
        Math.min(Math.PI, 2 * maxAngle),
        mirror,
        minScale * minScale,
        maxScale * maxScale,
        2 * maxShift);
  }

  /**
   * How much of an image to hand to {@link ViewGeometry#sample} so that no view has to look beyond
   * it.
   *
   * @param side columns and rows of the views, pixels
   * @return columns and rows of the context, pixels; odd where {@code side} is odd
   */
  public int contextSide(int side) {
    if (equals(none())) {
      return side;
    }
    // A square turned by an angle is cos + sin as wide, at most at 45 degrees.
    double angle = Math.min(maxAngle, Math.PI / 4);
    double widest = Math.cos(angle) + Math.sin(angle);
    double needed = side * (1 + 2 * maxShift) / minScale * widest;
    // Interpolation reads one more pixel.
    int margin = (int) Math.ceil((needed - side) / 2) + 1;
    return side + 2 * margin;
  }
}
