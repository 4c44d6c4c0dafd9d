package sc.fiji.fewshot.samples;

/** Smooth random fields: gradient noise on a lattice of unit squares, about -1 to 1. */
final class Noise {

  private static final int DIRECTIONS = 64;
  private static final double[] COSINES = new double[DIRECTIONS];
  private static final double[] SINES = new double[DIRECTIONS];

  static {
    for (int i = 0; i < DIRECTIONS; i++) {
      COSINES[i] = StrictMath.cos(2 * Math.PI * i / DIRECTIONS);
      SINES[i] = StrictMath.sin(2 * Math.PI * i / DIRECTIONS);
    }
  }

  private final long seed;

  Noise(Dice dice) {
    seed = dice.seed();
  }

  double at(double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double fx = x - left;
    double fy = y - top;
    double u = ease(fx);
    double above = corner(left, top, fx, fy) * (1 - u) + corner(left + 1, top, fx - 1, fy) * u;
    double below =
        corner(left, top + 1, fx, fy - 1) * (1 - u) + corner(left + 1, top + 1, fx - 1, fy - 1) * u;
    double v = ease(fy);
    return 1.6 * (above * (1 - v) + below * v);
  }

  /** Noise with finer and fainter noise on top. */
  double fractal(double x, double y, int octaves) {
    double sum = 0;
    double amplitude = 1;
    double scale = 1;
    for (int i = 0; i < octaves; i++) {
      sum += amplitude * at(x * scale + 17.3 * i, y * scale - 9.1 * i);
      amplitude *= 0.5;
      scale *= 2.03;
    }
    return sum;
  }

  private double corner(int column, int row, double dx, double dy) {
    long hash = seed + column * 0x9e3779b97f4a7c15L + row * 0xc2b2ae3d27d4eb4fL;
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    int direction = (int) (hash >>> 58);
    return COSINES[direction] * dx + SINES[direction] * dy;
  }

  private static double ease(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }
}
