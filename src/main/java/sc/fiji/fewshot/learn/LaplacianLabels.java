package sc.fiji.fewshot.learn;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Labels for embeddings that are alike to agree on: LaplacianShot (Ziko, Dolz, Granger and Ben
 * Ayed, "Laplacian Regularized Few-Shot Learning", ICML 2020, equation 5 and algorithm 1). Each
 * embedding is joined to its nearest others; from the softmax of its (negative) distances to the
 * prototypes on, its label distribution is y_q = softmax(-a_q + lambda sum of y_p over its
 * neighbours p), repeated until nothing changes. No class is made to be as frequent as another.
 */
final class LaplacianLabels {

  /** The neighbours of each in the paper. */
  static final int NEIGHBOURS = 3;

  private static final int MOST_ROUNDS = 50;
  private static final double UNCHANGED = 1e-6;

  private LaplacianLabels() {}

  /**
   * @param logits of each embedding: minus its distances a_q
   * @param distances of each embedding to each other
   * @param weight lambda: how much a neighbour counts
   * @return for each embedding the probabilities of the classes
   */
  static double[][] of(double[][] logits, double[][] distances, double weight) {
    boolean[][] joined = joined(distances);
    double[][] labels = new double[logits.length][];
    for (int q = 0; q < labels.length; q++) {
      labels[q] = Softmax.of(logits[q]);
    }
    double change = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS && change > UNCHANGED; round++) {
      double[][] next = new double[labels.length][];
      change = 0;
      for (int q = 0; q < labels.length; q++) {
        next[q] = agreed(q, logits[q], joined, labels, weight);
        for (int c = 0; c < next[q].length; c++) {
          change = Math.max(change, Math.abs(next[q][c] - labels[q][c]));
        }
      }
      labels = next;
    }
    return labels;
  }

  private static double[] agreed(
      int q, double[] logits, boolean[][] joined, double[][] labels, double weight) {
    double[] sum = logits.clone();
    for (int p = 0; p < labels.length; p++) {
      for (int c = 0; c < sum.length && joined[q][p]; c++) {
        sum[c] += weight * labels[p][c];
      }
    }
    return Softmax.of(sum);
  }

  /** Whether one of two is among the nearest of the other: the bound needs symmetric weights. */
  private static boolean[][] joined(double[][] distances) {
    int n = distances.length;
    boolean[][] joined = new boolean[n][n];
    for (int q = 0; q < n; q++) {
      int own = q;
      IntStream.range(0, n)
          .filter(p -> p != own)
          .boxed()
          .sorted(Comparator.comparingDouble(p -> distances[own][p]))
          .limit(NEIGHBOURS)
          .forEach(
              p -> {
                joined[own][p] = true;
                joined[p][own] = true;
              });
    }
    return joined;
  }
}
