package sc.fiji.fewshot.samples;

/** Small functions of one number. */
final class Curve {

  private Curve() {}

  /** Rises smoothly from 0 at one place to 1 at another. */
  static double step(double from, double to, double x) {
    double t = Math.max(0, Math.min(1, (x - from) / (to - from)));
    return t * t * (3 - 2 * t);
  }

  /** A bump of height 1 around 0. */
  static double bump(double x, double width) {
    return StrictMath.exp(-x * x / (2 * width * width));
  }

  static double clamp(double x) {
    return Math.max(0, Math.min(1, x));
  }
}
