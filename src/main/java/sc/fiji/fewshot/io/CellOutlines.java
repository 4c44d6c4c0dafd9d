package sc.fiji.fewshot.io;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Outlines of equal cells of a grid. Cells that share a side belong together; outlines follow the
 * sides of cells, so that those of neighbours fit without a gap. No ring meets itself: a polygon
 * whose rings do is invalid in the sense of the OGC's Simple Feature Access, and geometry libraries
 * may fail on it.
 */
final class CellOutlines {

  private final int columns;
  private final int rows;
  private final int[] values;

  /** Number of the piece that a cell belongs to. */
  private final int[] pieces;

  /**
   * A piece: an outer ring, then its holes.
   *
   * @param value of its cells
   * @param rings corners as x, y, x, y, ..., in cells; the first corner is not repeated
   */
  record Polygon(int value, List<int[]> rings) {}

  /** Where a walk along sides is heading; the piece is on its right. */
  private enum Heading {
    RIGHT(1, 0),
    DOWN(0, 1),
    LEFT(-1, 0),
    UP(0, -1);

    private final int dx;
    private final int dy;

    Heading(int dx, int dy) {
      this.dx = dx;
      this.dy = dy;
    }

    Heading turned(int quarters) {
      return values()[(ordinal() + quarters) & 3];
    }
  }

  /**
   * @param columns of the grid
   * @param rows of the grid
   * @param values of the cells, row by row; 0 for those that belong to nothing
   */
  CellOutlines(int columns, int rows, int[] values) {
    this.columns = columns;
    this.rows = rows;
    this.values = values;
    pieces = new int[values.length];
  }

  /**
   * @return the pieces, from top to bottom
   */
  List<Polygon> polygons() {
    Arrays.fill(pieces, -1);
    Map<Integer, Polygon> polygons = new LinkedHashMap<>();
    BitSet walked = new BitSet();
    for (int cell = 0; cell < values.length; cell++) {
      boolean edge = cell < columns || values[cell - columns] != values[cell];
      if (values[cell] != 0 && pieces[cell] < 0) {
        fill(cell, polygons.size());
        polygons.put(polygons.size(), new Polygon(values[cell], new ArrayList<>()));
      }
      // A piece is met at its outer ring first, since every hole lies lower.
      if (values[cell] != 0 && edge && !walked.get(cell)) {
        polygons.get(pieces[cell]).rings().add(walk(cell, walked));
      }
    }
    return List.copyOf(polygons.values());
  }

  private void fill(int start, int piece) {
    Deque<Integer> open = new ArrayDeque<>();
    pieces[start] = piece;
    open.push(start);
    while (!open.isEmpty()) {
      int cell = open.pop();
      int x = cell % columns;
      int y = cell / columns;
      for (Heading to : Heading.values()) {
        int next = cell + to.dx + to.dy * columns;
        if (value(x + to.dx, y + to.dy) == values[start] && pieces[next] < 0) {
          pieces[next] = piece;
          open.push(next);
        }
      }
    }
  }

  private boolean outside(int x, int y) {
    return x < 0 || y < 0 || x >= columns || y >= rows;
  }

  private int value(int x, int y) {
    return outside(x, y) ? 0 : values[y * columns + x];
  }

  /** The piece of the cell ahead of a corner, on the right or on the left of the walk, or -1. */
  private int beside(int x, int y, Heading heading, boolean right) {
    // A corner's four cells lie up to one column to its left and one row above it.
    Heading side = heading.turned(right ? 1 : 3);
    int cx = x + (heading.dx + side.dx < 0 ? -1 : 0);
    int cy = y + (heading.dy + side.dy < 0 ? -1 : 0);
    return outside(cx, cy) ? -1 : pieces[cy * columns + cx];
  }

  private int[] walk(int start, BitSet walked) {
    int piece = pieces[start];
    int x = start % columns;
    int y = start / columns;
    Heading heading = Heading.RIGHT;
    IntStream.Builder corners = IntStream.builder();
    do {
      if (heading == Heading.RIGHT) {
        walked.set(y * columns + x);
      }
      x += heading.dx;
      y += heading.dy;
      Heading next = heading;
      // Where the piece touches itself at a corner, the walk goes on to the cell across it: the two
      // gaps there get rings of their own instead of one that meets itself.
      if (beside(x, y, heading, false) == piece) {
        next = heading.turned(3);
      } else if (beside(x, y, heading, true) != piece) {
        next = heading.turned(1);
      }
      if (next != heading) {
        corners.add(x).add(y);
        heading = next;
      }
    } while (x != start % columns || y != start / columns || heading != Heading.RIGHT);
    return corners.build().toArray();
  }
}
