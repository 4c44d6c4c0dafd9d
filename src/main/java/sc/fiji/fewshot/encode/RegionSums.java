package sc.fiji.fewshot.encode;

import java.util.BitSet;
import sc.fiji.fewshot.image.Box;

/**
 * Sums of the maps over a region of any shape, gathered block by block: mean and standard deviation
 * of each channel, where a cell counts by the number of the region's pixels in it.
 */
final class RegionSums {

  private final double[][] sum;
  private final double[][] squares;
  private final double[] weight;

  RegionSums(FeatureMaps like) {
    int stages = like.stages().size();
    sum = new double[stages][];
    squares = new double[stages][];
    weight = new double[stages];
    for (int s = 0; s < stages; s++) {
      sum[s] = new double[like.stages().get(s).channels()];
      squares[s] = new double[sum[s].length];
    }
  }

  /**
   * Adds what a block holds of the region.
   *
   * @param maps that hold the block
   * @param block network pixels that count; others do not
   * @param bounds of the region, network pixels
   * @param mask null for the whole of {@code bounds}, else its pixels, row by row
   */
  void add(FeatureMaps maps, Box block, Box bounds, BitSet mask) {
    Box common = bounds.intersect(block);
    for (int s = 0; s < sum.length; s++) {
      FeatureMap map = maps.stages().get(s);
      Box cells = map.cells();
      int[] pixels = new int[(int) cells.area()];
      for (int y = common.y(); y < common.bottom(); y++) {
        int row = (Math.floorDiv(y, map.stride()) - cells.y()) * cells.width() - cells.x();
        for (int x = common.x(); x < common.right(); x++) {
          int bit = (y - bounds.y()) * bounds.width() + x - bounds.x();
          if (mask == null || mask.get(bit)) {
            pixels[row + Math.floorDiv(x, map.stride())]++;
          }
        }
      }
      add(s, map, pixels);
    }
  }

  private void add(int stage, FeatureMap map, int[] pixels) {
    int channels = map.channels();
    for (int cell = 0; cell < pixels.length; cell++) {
      if (pixels[cell] > 0) {
        weight[stage] += pixels[cell];
        for (int c = 0; c < channels; c++) {
          double value = map.data()[cell * channels + c];
          sum[stage][c] += pixels[cell] * value;
          squares[stage][c] += pixels[cell] * value * value;
        }
      }
    }
  }

  float[] embedding() {
    int length = 0;
    for (double[] stage : sum) {
      length += 2 * stage.length;
    }
    float[] out = new float[length];
    int at = 0;
    for (int s = 0; s < sum.length; s++) {
      int channels = sum[s].length;
      for (int c = 0; c < channels; c++) {
        double mean = sum[s][c] / weight[s];
        double variance = Math.max(0, squares[s][c] / weight[s] - mean * mean);
        out[at + c] = (float) mean;
        out[at + channels + c] = (float) Math.sqrt(variance + StagePooling.VARIANCE_FLOOR);
      }
      at += 2 * channels;
    }
    return out;
  }
}
