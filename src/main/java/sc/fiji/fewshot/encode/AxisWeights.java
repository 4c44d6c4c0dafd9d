package sc.fiji.fewshot.encode;

/**
 * How much each cell along one axis counts for each of some windows: the share of the window that
 * it covers. Each window's weights add up to 1.
 *
 * @param windows number of windows
 * @param cells number of cells
 * @param weights {@code windows * cells} values, a window's together
 */
record AxisWeights(int windows, int cells, float[] weights) {

  /** What a start may be off by, cells. */
  private static final double ROUNDING = 1e-6;

  /**
   * @param starts first network pixel of each window, may be fractional; the windows lie within the
   *     cells
   * @param side length of a window, network pixels
   * @param firstCell number of the first cell
   * @param cells how many
   * @param stride network pixels a cell
   * @throws IllegalArgumentException if a window reaches beyond the cells
   */
  static AxisWeights of(double[] starts, double side, int firstCell, int cells, int stride) {
    float[] weights = new float[starts.length * cells];
    for (int w = 0; w < starts.length; w++) {
      double from = starts[w] / stride - firstCell;
      double to = (starts[w] + side) / stride - firstCell;
      if (from < -ROUNDING || to > cells + ROUNDING) {
        throw new IllegalArgumentException(
            "a window from " + from + " to " + to + " of " + cells + " cells");
      }
      int last = Math.min(cells - 1, (int) Math.ceil(to) - 1);
      for (int c = Math.max(0, (int) Math.floor(from)); c <= last; c++) {
        double overlap = Math.min(to, c + 1.0) - Math.max(from, c);
        weights[w * cells + c] = (float) (overlap / (to - from));
      }
    }
    return new AxisWeights(starts.length, cells, weights);
  }
}
