package sc.fiji.fewshot.evaluate.forest;

import java.util.Arrays;

/** What remains of a plane: some numbers about the distribution of its values. */
final class Summary {

  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  private Summary() {}

  /** Mean, standard deviation, 10th, 50th and 90th percentile. */
  static float[] of(Plane plane) {
    float[] sorted = plane.values().clone();
    Arrays.sort(sorted);
    double mean = 0;
    for (float value : sorted) {
      mean += value / (double) sorted.length;
    }
    double variance = 0;
    for (float value : sorted) {
      variance += (value - mean) * (value - mean) / sorted.length;
    }
    return new float[] {
      (float) mean,
      (float) Math.sqrt(variance),
      rank(sorted, LOW),
      rank(sorted, 0.5),
      rank(sorted, HIGH)
    };
  }

  private static float rank(float[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
