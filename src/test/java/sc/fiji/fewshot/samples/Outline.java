package sc.fiji.fewshot.samples;

/** A closed, slightly irregular outline around a centre. */
final class Outline {

  private static final int STEPS = 360;

  final double x;
  final double y;
  final double radius;
  private final double[] radii = new double[STEPS + 1];

  private Outline(double x, double y, double radius) {
    this.x = x;
    this.y = y;
    this.radius = radius;
  }

  /**
   * An ellipse with a wobbling border.
   *
   * @param aspect length over width
   * @param angle direction of the long axis
   * @param wobble how irregular: 0 for an ellipse, 0.1 for something ragged
   */
  static Outline of(
      Dice dice, double x, double y, double radius, double aspect, double angle, double wobble) {
    Outline outline = new Outline(x, y, radius);
    double[] amplitudes = new double[8];
    double[] phases = new double[8];
    for (int k = 2; k < 8; k++) {
      amplitudes[k] = wobble * dice.gaussian() * 1.5 / k;
      phases[k] = dice.angle();
    }
    for (int i = 0; i <= STEPS; i++) {
      double theta = 2 * Math.PI * i / STEPS;
      double along = StrictMath.cos(theta - angle) / Math.sqrt(aspect);
      double across = StrictMath.sin(theta - angle) * Math.sqrt(aspect);
      double r = 1;
      for (int k = 2; k < 8; k++) {
        r += amplitudes[k] * StrictMath.cos(k * theta + phases[k]);
      }
      outline.radii[i] = radius * r / Math.sqrt(along * along + across * across);
    }
    return outline;
  }

  /** The radius in a direction. */
  double radius(double theta) {
    double turns = theta / (2 * Math.PI);
    double position = (turns - Math.floor(turns)) * STEPS;
    int index = Math.min(STEPS - 1, (int) position);
    return radii[index] + (radii[index + 1] - radii[index]) * (position - index);
  }

  /** Where a point lies: 0 at the centre, 1 on the outline. */
  double relative(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    return Math.sqrt(dx * dx + dy * dy) / radius(StrictMath.atan2(dy, dx));
  }

  /** About how many pixels inside the outline a point lies; negative outside. */
  double depth(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    return radius(StrictMath.atan2(dy, dx)) - Math.sqrt(dx * dx + dy * dy);
  }

  /** How far the outline reaches from its centre. */
  double reach() {
    double reach = 0;
    for (double r : radii) {
      reach = Math.max(reach, r);
    }
    return reach;
  }

  /** The same outline turned and around another centre. */
  Outline placed(double newX, double newY, double angle) {
    Outline placed = new Outline(newX, newY, radius);
    for (int i = 0; i <= STEPS; i++) {
      placed.radii[i] = radius(2 * Math.PI * i / STEPS - angle);
    }
    return placed;
  }

  /** What to do with the pixels in and around an outline. */
  interface Brush {
    void paint(int px, int py, double depth);
  }

  /** Visits the pixels of a plane that lie within the outline or at most a margin outside. */
  void paint(int width, int height, double margin, Brush brush) {
    double reach = reach() + margin;
    int right = Math.min(width - 1, (int) Math.ceil(x + reach));
    int bottom = Math.min(height - 1, (int) Math.ceil(y + reach));
    for (int py = Math.max(0, (int) Math.floor(y - reach)); py <= bottom; py++) {
      for (int px = Math.max(0, (int) Math.floor(x - reach)); px <= right; px++) {
        double depth = depth(px, py);
        if (depth > -margin) {
          brush.paint(px, py, depth);
        }
      }
    }
  }
}
