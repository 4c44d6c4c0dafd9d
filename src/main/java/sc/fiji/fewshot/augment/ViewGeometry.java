package sc.fiji.fewshot.augment;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import sc.fiji.fewshot.image.Mirror;
import sc.fiji.fewshot.image.RgbImage;

/**
 * How a view is cut from the surroundings of an example. What is around the centre of the context
 * is, in this order, mirrored left to right, turned, scaled and shifted; what then lies in the
 * square of the view is seen.
 *
 * @param angle radians, any; positive turns clockwise as seen on the screen
 * @param mirrored whether left and right change places, before turning
 * @param scale magnification, above 0; above 1 shows less, larger
 * @param shiftX how far the content moves to the right, pixels of the view
 * @param shiftY how far the content moves down, pixels of the view
 */
public record ViewGeometry(
    double angle, boolean mirrored, double scale, double shiftX, double shiftY) {

  private static final ViewGeometry IDENTITY = new ViewGeometry(0, false, 1, 0, 0);

  /** The four right angles, then the same mirrored; the identity first. */
  private static final List<ViewGeometry> DIHEDRAL =
      IntStream.range(0, 8)
          .mapToObj(i -> new ViewGeometry((i % 4) * Math.PI / 2, i >= 4, 1, 0, 0))
          .toList();

  /** Closer than this to a whole number, a sine or cosine is that of a right angle. */
  private static final double RIGHT_ANGLE_TOLERANCE = 1e-12;

  /** Checks that all numbers are finite and the scale is above 0. */
  public ViewGeometry {
    if (!(Double.isFinite(angle) && Double.isFinite(shiftX) && Double.isFinite(shiftY))) {
      throw new IllegalArgumentException(
          "angle " + angle + " or shift " + shiftX + ", " + shiftY + " is not finite");
    }
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("scale " + scale + " is not above 0");
    }
  }

  /**
   * @return the geometry of the centre crop
   */
  public static ViewGeometry identity() {
    return IDENTITY;
  }

  /**
   * @return the eight symmetries of the square: 0, 90, 180 and 270 degrees clockwise, then the same
   *     after mirroring left to right
   */
  public static List<ViewGeometry> dihedral() {
    return DIHEDRAL;
  }

  /**
   * @param random where the geometry is drawn from
   * @param ranges how far it may go
   * @param side columns and rows of the view, pixels, which shifts are relative to
   * @return a random geometry: angle and shifts uniform, scale of uniform logarithm
   */
  public static ViewGeometry random(RandomGenerator random, GeometryRanges ranges, int side) {
    double angle = Draw.symmetric(random, ranges.maxAngle());
    boolean mirrored = random.nextDouble() < 0.5 && ranges.mirror();
    double scale = Draw.factor(random, ranges.minScale(), ranges.maxScale());
    double shiftX = Draw.symmetric(random, ranges.maxShift() * side);
    double shiftY = Draw.symmetric(random, ranges.maxShift() * side);
    return new ViewGeometry(angle, mirrored, scale, shiftX, shiftY);
  }

  /**
   * Cuts the view, interpolating bilinearly. Beyond its borders the context is mirrored, so there
   * are no black corners. The {@link #dihedral()} geometries give exact copies of pixels.
   *
   * <p>The centre of the context is that of the centre crop: where one of context and side is odd
   * and the other even, it is half a pixel left of or above the true one, so that unturned views
   * need no interpolation.
   *
   * @param context the surroundings of an example, at least 1 x 1
   * @param side columns and rows of the view, at least 1
   * @return the view
   */
  public RgbImage sample(RgbImage context, int side) {
    int width = context.width();
    int height = context.height();
    if (width < 1 || height < 1 || side < 1) {
      throw new IllegalArgumentException(
          "no view of side " + side + " of a " + width + " x " + height + " image");
    }
    // From here on coordinates are those of pixel centres: pixel 0 is at 0.
    double half = (side - 1) / 2.0;
    double centreX = Math.floorDiv(width - side, 2) + half;
    double centreY = Math.floorDiv(height - side, 2) + half;
    // The way back from the view: unshift, unscale, unturn, unmirror.
    double cos = exact(StrictMath.cos(angle)) / scale;
    double sin = exact(StrictMath.sin(angle)) / scale;
    double flip = mirrored ? -1 : 1;

    float[] in = context.rgb();
    float[] out = new float[RgbImage.CHANNELS * side * side];
    int i = 0;
    for (int row = 0; row < side; row++) {
      double v = row - half - shiftY;
      for (int column = 0; column < side; column++) {
        double u = column - half - shiftX;
        double x = centreX + flip * (cos * u + sin * v);
        double y = centreY - sin * u + cos * v;
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float fx = (float) (x - left);
        float fy = (float) (y - top);
        int right = left + 1;
        int bottom = top + 1;
        if (left < 0 || right >= width) {
          left = Mirror.index(left, width);
          right = Mirror.index(right, width);
        }
        if (top < 0 || bottom >= height) {
          top = Mirror.index(top, height);
          bottom = Mirror.index(bottom, height);
        }
        int topLeft = RgbImage.CHANNELS * (top * width + left);
        int topRight = RgbImage.CHANNELS * (top * width + right);
        int bottomLeft = RgbImage.CHANNELS * (bottom * width + left);
        int bottomRight = RgbImage.CHANNELS * (bottom * width + right);
        for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
          float above = mix(in[topLeft + channel], in[topRight + channel], fx);
          float below = mix(in[bottomLeft + channel], in[bottomRight + channel], fx);
          out[i++] = mix(above, below, fy);
        }
      }
    }
    return new RgbImage(side, side, out);
  }

  /** Exactly {@code a} where {@code share} is 0, and where both are the same. */
  private static float mix(float a, float b, float share) {
    return a + (b - a) * share;
  }

  /** Right angles, given in radians, are off by a rounding error, which would blur the view. */
  private static double exact(double sineOrCosine) {
    double whole = Math.rint(sineOrCosine);
    return Math.abs(sineOrCosine - whole) < RIGHT_ANGLE_TOLERANCE ? whole : sineOrCosine;
  }
}
