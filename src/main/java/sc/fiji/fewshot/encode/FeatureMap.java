package sc.fiji.fewshot.encode;

import java.nio.FloatBuffer;
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
    write(part, FloatBuffer.wrap(out));
    return new FeatureMap(stride, channels, part, out);
  }

  /**
   * Writes a part of this map, in the order of {@link #data}.
   *
   * @param part cells within this map
   * @param to where to, from its position on
   */
  void write(Box part, FloatBuffer to) {
    int row = part.width() * channels;
    for (int y = part.y(); y < part.bottom(); y++) {
      to.put(data, at(part.x(), y, cells), row);
    }
  }

  /**
   * Copies values into this map.
   *
   * @param values in the order of {@link #data}
   * @param theirs which cells these are
   * @param part the cells to copy, within both
   */
  void paste(FloatBuffer values, Box theirs, Box part) {
    int row = part.width() * channels;
    for (int y = part.y(); y < part.bottom(); y++) {
      values.get(at(part.x(), y, theirs), data, at(part.x(), y, cells), row);
    }
  }

  private int at(int x, int y, Box box) {
    return ((y - box.y()) * box.width() + x - box.x()) * channels;
  }

  static FeatureMap empty(int stride, int channels, Box cells) {
    return new FeatureMap(
        stride, channels, cells, new float[Math.toIntExact(cells.area() * channels)]);
  }
}
