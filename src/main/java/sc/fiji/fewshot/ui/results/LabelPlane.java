package sc.fiji.fewshot.ui.results;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.predict.GridPrediction;

/**
 * The labels of one slice.
 *
 * @param width columns
 * @param labels row by row; 0 is background
 */
record LabelPlane(int width, int[] labels) {

  /** Smallest box around the pixels of a label. */
  private static final class Extent {
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right;
    private int bottom;

    void add(int x, int y) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x + 1);
      bottom = Math.max(bottom, y + 1);
    }

    Box box() {
      return new Box(left, top, right - left, bottom - top);
    }
  }

  /**
   * @param slice a prediction
   * @return its label map
   */
  static LabelPlane of(GridPrediction slice) {
    int width = slice.grid().width();
    int[] labels = new int[width * slice.grid().height()];
    for (int row = 0; row < slice.grid().rows(); row++) {
      for (int column = 0; column < slice.grid().columns(); column++) {
        Box cell = slice.grid().cell(column, row);
        int value = slice.labelMapValue(slice.index(column, row));
        for (int y = cell.y(); y < cell.bottom(); y++) {
          int from = y * width + cell.x();
          Arrays.fill(labels, from, from + cell.width(), value);
        }
      }
    }
    return new LabelPlane(width, labels);
  }

  /**
   * @return the pixels of each label but 0, which may lie apart
   */
  SortedMap<Integer, Region> byLabel() {
    SortedMap<Integer, Extent> extents = new TreeMap<>();
    Extent extent = null;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0) {
        if (i == 0 || labels[i] != labels[i - 1]) {
          extent = extents.computeIfAbsent(labels[i], label -> new Extent());
        }
        extent.add(i % width, i / width);
      }
    }
    SortedMap<Integer, Region> regions = new TreeMap<>();
    extents.forEach((label, found) -> regions.put(label, region(label, found.box())));
    return regions;
  }

  private Region region(int label, Box box) {
    BitSet mask = new BitSet();
    for (int y = 0; y < box.height(); y++) {
      int from = (box.y() + y) * width + box.x();
      for (int x = 0; x < box.width(); x++) {
        mask.set(y * box.width() + x, labels[from + x] == label);
      }
    }
    return new Region(box, mask.cardinality() == box.area() ? null : mask);
  }

  /**
   * @return the same pixels, where pixels that touch along an edge and have the same label form a
   *     part: parts are numbered from 1 on, row by row
   */
  LabelPlane connected() {
    int[] parts = new int[labels.length];
    int[] pending = new int[labels.length];
    int count = 0;
    for (int start = 0; start < labels.length; start++) {
      if (labels[start] == 0 || parts[start] != 0) {
        continue;
      }
      parts[start] = ++count;
      pending[0] = start;
      for (int done = 0, found = 1; done < found; done++) {
        int i = pending[done];
        int x = i % width;
        int[] neighbours = {
          x > 0 ? i - 1 : i, x < width - 1 ? i + 1 : i, i - width, i + width,
        };
        for (int to : neighbours) {
          boolean inside = to >= 0 && to < labels.length;
          if (inside && parts[to] == 0 && labels[to] == labels[i]) {
            parts[to] = count;
            pending[found++] = to;
          }
        }
      }
    }
    return new LabelPlane(width, parts);
  }

  /**
   * @param region of this slice
   * @return the label of its first pixel
   */
  int labelAt(Region region) {
    Box box = region.bounds();
    int first = region.mask() == null ? 0 : region.mask().nextSetBit(0);
    int y = box.y() + first / box.width();
    return labels[y * width + box.x() + first % box.width()];
  }
}
