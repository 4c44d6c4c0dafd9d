package sc.fiji.fewshot.samples;

/** Wavy fibres that run around obstacles: along the contour lines of a potential. */
final class Fibres {

  private final Plane cosines;
  private final Plane sines;

  Fibres(Plane potential, Dice dice) {
    int width = potential.width;
    int height = potential.height;
    cosines = new Plane(width, height);
    sines = new Plane(width, height);
    Noise waves = new Noise(dice);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dx = potential.get(x + 1, y) - potential.get(x - 1, y);
        double dy = potential.get(x, y + 1) - potential.get(x, y - 1);
        double angle = StrictMath.atan2(dx, -dy) + 0.5 * waves.fractal(x / 45.0, y / 45.0, 2);
        cosines.set(x, y, StrictMath.cos(angle));
        sines.set(x, y, StrictMath.sin(angle));
      }
    }
  }

  /** The direction of the fibres at a place; they have no front and back. */
  double angle(double x, double y) {
    int column = (int) x;
    int row = (int) y;
    return StrictMath.atan2(sines.get(column, row), cosines.get(column, row));
  }

  /** Smears a picture along the fibres. */
  Plane smeared(Plane picture, int length) {
    Plane result = new Plane(picture.width, picture.height);
    for (int y = 0; y < picture.height; y++) {
      for (int x = 0; x < picture.width; x++) {
        double sum = picture.get(x, y) + follow(picture, x, y, 1, length);
        result.set(x, y, sum + follow(picture, x, y, -1, length));
      }
    }
    return result.standardised();
  }

  private double follow(Plane picture, int x, int y, int sense, int length) {
    double px = x;
    double py = y;
    double dx = sense * cosines.get(x, y);
    double dy = sense * sines.get(x, y);
    double sum = 0;
    for (int i = 0; i < length; i++) {
      px += dx;
      py += dy;
      sum += picture.get((int) Math.round(px), (int) Math.round(py));
      double nextX = cosines.get((int) px, (int) py);
      double nextY = sines.get((int) px, (int) py);
      double turn = nextX * dx + nextY * dy < 0 ? -1 : 1;
      dx = turn * nextX;
      dy = turn * nextY;
    }
    return sum;
  }
}
