package sc.fiji.fewshot.evaluate;

import java.util.Arrays;

/**
 * The area under the receiver operating characteristic: the probability that a positive scores
 * higher than a negative, ties counting half. Hanley and McNeil, "The meaning and use of the area
 * under a receiver operating characteristic (ROC) curve", Radiology 143 (1982) 29-36.
 */
public final class Auroc {

  private Auroc() {}

  /**
   * @param negatives scores that should be low
   * @param positives scores that should be high
   * @return 0 to 1, 0.5 for chance; NaN if either is empty
   */
  public static double of(double[] negatives, double[] positives) {
    double[] sorted = negatives.clone();
    Arrays.sort(sorted);
    double won = 0;
    for (double positive : positives) {
      won += (below(sorted, positive) + below(sorted, Math.nextUp(positive))) / 2.0;
    }
    return won / negatives.length / positives.length;
  }

  /** How many sorted values are smaller than a limit. */
  private static int below(double[] sorted, double limit) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
