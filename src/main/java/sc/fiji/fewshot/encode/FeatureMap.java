package sc.fiji.fewshot.encode;

import sc.fiji.fewshot.image.Box;

/**
 * A rectangular part of one stage's map, outside of the engine.
 *
 * @param stride network pixels a cell
 * @param channels values a cell
 * @param cells which cells these are, in cells of the whole plane
 * @param data {@code cells.area() * channels} values, the channels of a cell together
 */
public record FeatureMap(int stride, int channels, Box cells, float[] data) {

  /** Checks the number of values. */
  public FeatureMap {
    if (data.length != cells.area() * channels) {
      throw new IllegalArgumentException(data.length + " values for " + cells);
    }
  }

  /**
   * @param part cells within this map
   * @return a copy of that part
   */
  FeatureMap crop(Box part) {
    if (part.equals(cells)) {
      return this;
    }
    float[] out = new float[Math.toIntExact(part.area() * channels)];
    int row = part.width() * channels;
    for (int y = 0; y < part.height(); y++) {
      int from = ((part.y() - cells.y() + y) * cells.width() + part.x() - cells.x()) * channels;
      System.arraycopy(data, from, out, y * row, row);
    }
    return new FeatureMap(stride, channels, part, out);
  }

  /** Copies those cells of another map that fall into this one. */
  void paste(FeatureMap other) {
    Box common = cells.intersect(other.cells);
    int row = common.width() * channels;
    for (int y = common.y(); y < common.bottom(); y++) {
      int from =
          ((y - other.cells.y()) * other.cells.width() + common.x() - other.cells.x()) * channels;
      int to = ((y - cells.y()) * cells.width() + common.x() - cells.x()) * channels;
      System.arraycopy(other.data, from, data, to, row);
    }
  }

  static FeatureMap empty(int stride, int channels, Box cells) {
    return new FeatureMap(
        stride, channels, cells, new float[Math.toIntExact(cells.area() * channels)]);
  }
}
