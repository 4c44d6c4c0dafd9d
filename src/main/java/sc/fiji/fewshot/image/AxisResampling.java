package sc.fiji.fewshot.image;

/**
 * Resampling along one axis with a triangle filter, which is linear interpolation when enlarging
 * and averages over as many pixels as become one when shrinking. A sample's weights depend on its
 * own position only.
 *
 * @param first the first source pixel of each sample
 * @param weights of the source pixels from there on; they add up to 1
 */
record AxisResampling(int[] first, float[][] weights) {

  /**
   * @param from first sample
   * @param to one past the last sample
   * @param scale samples a source pixel
   * @param size source pixels
   */
  static AxisResampling of(int from, int to, double scale, int size) {
    int[] first = new int[to - from];
    float[][] weights = new float[to - from][];
    double radius = Math.max(1, 1 / scale);
    for (int i = 0; i < first.length; i++) {
      double centre = (from + i + 0.5) / scale - 0.5;
      int low = Math.max(0, (int) Math.floor(centre - radius) + 1);
      int high = Math.min(size - 1, (int) Math.ceil(centre + radius) - 1);
      // Beyond the outermost pixel's centre nothing is left to interpolate with.
      low = Math.min(low, size - 1);
      high = Math.max(high, low);
      double[] tent = new double[high - low + 1];
      double sum = 0;
      for (int k = 0; k < tent.length; k++) {
        tent[k] = Math.max(0, 1 - Math.abs(low + k - centre) / radius);
        sum += tent[k];
      }
      first[i] = low;
      weights[i] = new float[tent.length];
      for (int k = 0; k < tent.length; k++) {
        weights[i][k] = sum > 0 ? (float) (tent[k] / sum) : 1f / tent.length;
      }
    }
    return new AxisResampling(first, weights);
  }

  /**
   * @return the first source pixel that is needed
   */
  int start() {
    return first[0];
  }

  /**
   * @return one past the last source pixel that is needed
   */
  int end() {
    return first[first.length - 1] + weights[weights.length - 1].length;
  }
}
