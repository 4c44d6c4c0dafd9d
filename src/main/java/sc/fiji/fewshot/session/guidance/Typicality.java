package sc.fiji.fewshot.session.guidance;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How usual patches are: the inverse of the mean distance to the nearest others, as in Hacohen,
 * Dekel and Weinshall, "Active Learning on a Budget: Opposite Strategies Suit High and Low Budgets"
 * (ICML 2022, arXiv:2202.02794, section 3.2).
 */
final class Typicality {

  private static final int NEIGHBOURS = 20;

  /** Share of the patches that count as outliers. */
  private static final double OUTLIERS = 0.2;

  private Typicality() {}

  /** Neighbours that overlap do not count: they look alike anyhow. */
  private static double of(SampledPatches patches, int patch) {
    double[] nearest = new double[NEIGHBOURS];
    int count = 0;
    for (int other = 0; other < patches.size(); other++) {
      if (patches.overlap(patch, other)) {
        continue;
      }
      double squared = patches.squaredDistance(patch, other);
      int at;
      if (count < NEIGHBOURS) {
        at = count++;
      } else if (squared < nearest[NEIGHBOURS - 1]) {
        at = NEIGHBOURS - 1;
      } else {
        continue;
      }
      while (at > 0 && nearest[at - 1] > squared) {
        nearest[at] = nearest[at - 1];
        at--;
      }
      nearest[at] = squared;
    }
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += Math.sqrt(nearest[k]);
    }
    return count == 0 ? 0 : count / Math.max(sum, Float.MIN_NORMAL);
  }

  /**
   * @param patches of a slice
   * @return the numbers of those that are no outliers, ascending: pen, folds and bubbles look like
   *     hardly anything else
   */
  static int[] usual(SampledPatches patches) {
    double[] typicality =
        IntStream.range(0, patches.size()).mapToDouble(i -> of(patches, i)).toArray();
    double[] sorted = typicality.clone();
    Arrays.sort(sorted);
    double least = sorted[(int) (OUTLIERS * sorted.length)];
    return IntStream.range(0, typicality.length).filter(i -> typicality[i] >= least).toArray();
  }
}
