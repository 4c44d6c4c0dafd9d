package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Squared Mahalanobis distances by a covariance of each class's own, shrunk towards the one of all:
 * Q_c = l S_c + (1 - l) S + b I with l = m / (m + 1) (Bateni, Goyal, Masrani, Wood and Sigal,
 * "Improved Few-Shot Visual Classification", CVPR 2020, equations 2 and 3). Their S is the
 * covariance of all examples; here it is the pooled one within the classes, since what differs
 * between classes should not be made to count less. Their b is 1, in units of their network; here
 * it is what the shrinkage of {@link CovarianceSolver} puts into the identity. Their m is the
 * number of the class's examples; here it is that of the class with fewest, so that distances to
 * all classes have the same measure but for S_c, and l is 0 where that is one.
 *
 * <p>With R the examples less their class means and w = (1 - l) / (n - C), all classes share Q = w
 * R' R + b I, and Q_c = Q + R_c' R_c / k with k = (n_c - 1) / l and R_c the class's rows of R. By
 * Woodbury's identity (z - m)' Q_c^-1 (z - m) = (z - m)' Q^-1 (z - m) - |L^-1 R_c Q^-1 (z - m)|^2
 * with L L' = k I + R_c Q^-1 R_c'. Since z' Q^-1 z is the same for all classes, the logit, -1/2 of
 * it, is a linear row and a row of squares for each example of the class. With A = (b / w) I + R
 * R', by the same identity Q^-1 = (I - R' A^-1 R) / b, R Q^-1 = A^-1 R / w and R Q^-1 R' = (I - (b
 * / w) A^-1) / w.
 *
 * <p>Q_c is meant for the covariance over 1 less the shrinkage. So logits are divided by that in
 * the end, or else their scale would be another one in each refit without an example; and what
 * {@link CovarianceSolver} takes off for means of few examples is that share of d / n_c here.
 */
final class ClassCovarianceSolver implements DualSolver {

  private static final double MOST_SHRINKAGE = 0.99;

  /** Beyond {@link LeaveOneOut#EXACT} examples, since a refit inverts n x n numbers. */
  private static final int FOLDS = 8;

  @Override
  public DualHead solve(Kernel kernel) {
    int n = kernel.size();
    double[][] within = Residuals.products(kernel);
    int freedom = n - kernel.classes();
    double trace = IntStream.range(0, n).mapToDouble(i -> within[i][i]).sum();
    if (freedom == 0 || trace < 1e-12 * n) {
      return new PrototypeSolver().solve(kernel);
    }
    double shrinkage =
        Math.min(MOST_SHRINKAGE, CovarianceSolver.ledoitWolf(within, freedom, kernel));
    double floor = shrinkage / (1 - shrinkage) * trace / freedom / kernel.dimension();
    double fewest = Arrays.stream(kernel.counts()).min().orElseThrow();
    double own = fewest > 1 ? fewest / (fewest + 1) : 0;
    return new Solution(kernel, within, floor, (1 - own) / freedom)
        .head(own, (1 - shrinkage) * kernel.dimension())
        .dividedBy(1 - shrinkage);
  }

  @Override
  public double[][] leaveOneOut(Kernel kernel) {
    int n = kernel.size();
    return LeaveOneOut.byFolds(kernel, this, n <= LeaveOneOut.EXACT ? n : FOLDS);
  }

  private static final class Solution {

    private final Kernel kernel;
    private final double floor;
    private final double weight;

    /** A^-1. */
    private final double[][] inverse;

    /** For each class the products of the examples with its mean. */
    private final double[][] toMean;

    Solution(Kernel kernel, double[][] within, double floor, double weight) {
      this.kernel = kernel;
      this.floor = floor;
      this.weight = weight;
      int n = kernel.size();
      double[][] system = new double[n][];
      for (int i = 0; i < n; i++) {
        system[i] = within[i].clone();
        system[i][i] += floor / weight;
      }
      inverse = new PositiveSystem(system).inverse();
      int[] counts = kernel.counts();
      toMean = new double[kernel.classes()][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          int of = kernel.labels()[j];
          toMean[of][i] += kernel.gram()[i][j] / counts[of];
        }
      }
    }

    DualHead head(double own, double excess) {
      int classes = kernel.classes();
      int n = kernel.size();
      int[] counts = kernel.counts();
      int rows = own > 0 ? classes + n : classes;
      double[][] alpha = new double[rows][];
      double[] bias = new double[rows];
      int[] classOf = new int[rows];
      int next = classes;
      for (int c = 0; c < classes; c++) {
        alpha[c] = linearRow(c);
        bias[c] = (excess / counts[c] - dot(alpha[c], toMean[c])) / 2;
        classOf[c] = c;
        for (double[] row : own > 0 ? squareRows(c, own) : new double[0][]) {
          alpha[next] = row;
          bias[next] = -dot(row, toMean[c]);
          classOf[next++] = c;
        }
      }
      return own > 0
          ? new DualHead(Combination.SQUARES, alpha, bias, classOf)
          : DualHead.linear(alpha, bias);
    }

    /** Q^-1 m. */
    private double[] linearRow(int label) {
      int n = kernel.size();
      int count = kernel.counts()[label];
      double[][] toResiduals = Residuals.of(kernel, column(toMean[label]));
      double[][] solved = new double[n][1];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          solved[i][0] += inverse[i][j] * toResiduals[j][0];
        }
      }
      double[][] taken = Residuals.of(kernel, solved);
      double[] row = new double[n];
      for (int i = 0; i < n; i++) {
        double mean = kernel.labels()[i] == label ? 1.0 / count : 0;
        row[i] = (mean - taken[i][0]) / floor;
      }
      return row;
    }

    /** L^-1 R_c Q^-1, each divided by the root of 2. */
    private double[][] squareRows(int label, double own) {
      int[] members =
          IntStream.range(0, kernel.size()).filter(i -> kernel.labels()[i] == label).toArray();
      int count = members.length;
      double[][] system = new double[count][count];
      double[][] columns = new double[kernel.size()][count];
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          system[i][j] = -floor / weight * inverse[members[i]][members[j]] / weight;
        }
        system[i][i] += 1 / weight + (count - 1) / own;
        for (int j = 0; j < columns.length; j++) {
          columns[j][i] = inverse[members[i]][j] / weight / Math.sqrt(2);
        }
      }
      // R is the examples times the (symmetric) class centring.
      double[][] centred = Residuals.of(kernel, columns);
      return whitened(system, centred);
    }

    /** L^-1 times the transposed columns. */
    private static double[][] whitened(double[][] system, double[][] columns) {
      double[][] lower = new PositiveSystem(system).lower();
      double[][] rows = new double[system.length][columns.length];
      for (int i = 0; i < rows.length; i++) {
        double[] row = rows[i];
        for (int k = 0; k < row.length; k++) {
          row[k] = columns[k][i];
        }
        for (int j = 0; j < i; j++) {
          double factor = lower[i][j];
          double[] before = rows[j];
          for (int k = 0; k < row.length; k++) {
            row[k] -= factor * before[k];
          }
        }
        for (int k = 0; k < row.length; k++) {
          row[k] /= lower[i][i];
        }
      }
      return rows;
    }

    private static double[][] column(double[] vector) {
      return Arrays.stream(vector).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int k = 0; k < a.length; k++) {
        sum += a[k] * b[k];
      }
      return sum;
    }
  }
}
