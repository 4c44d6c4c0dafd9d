package sc.fiji.fewshot.samples;

import java.util.ArrayList;
import java.util.List;

/** Points scattered so that none is too close to another, with a quick way to find neighbours. */
final class Scatter {

  /** A point. */
  record Spot(double x, double y) {}

  /** Where points may lie. */
  interface Allowed {
    boolean at(double x, double y);
  }

  /** The nearest point and the distances to the nearest ones. */
  record Nearest(Spot spot, double first, double others) {}

  private final double spacing;
  private final int columns;
  private final int rows;
  private final List<List<Spot>> grid = new ArrayList<>();
  private final List<Spot> spots = new ArrayList<>();

  /** Throws darts until hardly any finds room; some lie outside the image by a spacing. */
  Scatter(Dice dice, int width, int height, double spacing, Allowed allowed) {
    this.spacing = spacing;
    columns = (int) Math.ceil(width / spacing) + 4;
    rows = (int) Math.ceil(height / spacing) + 4;
    for (int i = 0; i < columns * rows; i++) {
      grid.add(new ArrayList<>());
    }
    int darts = (int) (25.0 * (width + 2 * spacing) * (height + 2 * spacing) / spacing / spacing);
    for (int i = 0; i < darts; i++) {
      double x = dice.between(-spacing, width + spacing);
      double y = dice.between(-spacing, height + spacing);
      if (allowed.at(x, y) && isFree(x, y)) {
        Spot spot = new Spot(x, y);
        spots.add(spot);
        grid.get(cell(x, y)).add(spot);
      }
    }
  }

  List<Spot> spots() {
    return spots;
  }

  /**
   * Looks up the surroundings of a place.
   *
   * @param blend over how many pixels the distances to the other points are blended; this rounds
   *     the corners of the cells around the points
   * @return null if nothing is near
   */
  Nearest nearest(double x, double y, double blend) {
    Spot best = null;
    double first = Double.MAX_VALUE;
    for (Spot spot : around(x, y)) {
      double distance = distance(spot, x, y);
      if (distance < first) {
        first = distance;
        best = spot;
      }
    }
    if (best == null) {
      return null;
    }
    double sum = 0;
    for (Spot spot : around(x, y)) {
      if (spot != best) {
        sum += StrictMath.exp((first - distance(spot, x, y)) / blend);
      }
    }
    double others = sum == 0 ? first + spacing : first - blend * StrictMath.log(sum);
    return new Nearest(best, first, others);
  }

  private boolean isFree(double x, double y) {
    return around(x, y).stream().allMatch(spot -> distance(spot, x, y) >= spacing);
  }

  private List<Spot> around(double x, double y) {
    int centre = cell(x, y);
    List<Spot> found = new ArrayList<>();
    for (int row = -2; row <= 2; row++) {
      for (int column = -2; column <= 2; column++) {
        int index = centre + row * columns + column;
        if (index >= 0 && index < grid.size()) {
          found.addAll(grid.get(index));
        }
      }
    }
    return found;
  }

  private int cell(double x, double y) {
    int column = (int) Math.max(0, Math.min(columns - 1, x / spacing + 2));
    int row = (int) Math.max(0, Math.min(rows - 1, y / spacing + 2));
    return row * columns + column;
  }

  private static double distance(Spot spot, double x, double y) {
    double dx = spot.x - x;
    double dy = spot.y - y;
    return Math.sqrt(dx * dx + dy * dy);
  }
}
