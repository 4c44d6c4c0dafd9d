package sc.fiji.fewshot.learn;

import java.util.Arrays;
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
   * @param neighbours of each, as {@link #neighbours} gives them
   * @param weight lambda: how much a neighbour counts
   * @return for each embedding the probabilities of the classes
   */
  static double[][] of(double[][] logits, int[][] neighbours, double weight) {
    double[][] labels = Arrays.stream(logits).map(Softmax::of).toArray(double[][]::new);
    double change = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS && change > UNCHANGED; round++) {
      double[][] next = new double[labels.length][];
      change = 0;
      for (int q = 0; q < labels.length; q++) {
        double[] sum = logits[q].clone();
        for (int p : neighbours[q]) {
          for (int c = 0; c < sum.length; c++) {
            sum[c] += weight * labels[p][c];
          }
        }
        next[q] = Softmax.of(sum);
        for (int c = 0; c < sum.length; c++) {
          change = Math.max(change, Math.abs(next[q][c] - labels[q][c]));
        }
      }
      labels = next;
    }
    return labels;
  }

  /**
   * Joins two where one is among the nearest of the other: the bound needs symmetric weights.
   *
   * @param distances of each embedding to each other
   * @return the neighbours of each
   */
  static int[][] neighbours(double[][] distances) {
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
    return Arrays.stream(joined)
        .map(row -> IntStream.range(0, n).filter(p -> row[p]).toArray())
        .toArray(int[][]::new);
  }
}
