package sc.fiji.fewshot.learn;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Squared Mahalanobis distances by a covariance of each class's own, shrunk towards the one of all:
 * Q_c = l_c S_c + (1 - l_c) S + b I with l_c = n_c / (n_c + 1) (Bateni, Goyal, Masrani, Wood and
 * Sigal, "Improved Few-Shot Visual Classification", CVPR 2020, equations 2 and 3). Their S is the
 * covariance of all examples; here it is the pooled one within the classes, since what differs
 * between classes should not be made to count less. Their b is 1, in units of their network; here
 * it is what the shrinkage of {@link CovarianceSolver} puts into the identity.
 *
 * <p>With R the examples less their class means and D_c the diagonal of their shares in class c's
 * covariance, Q_c = R' D_c R + b I. By Woodbury's identity (z - m)' Q_c^-1 (z - m) = (|z - m|^2 -
 * |L^-1 D_c^1/2 R (z - m)|^2) / b with L L' = b I + D_c^1/2 R R' D_c^1/2, so the logit -1/2 of it
 * is a linear row and n rows of squares; |z|^2 is the same for all classes.
 */
final class ClassCovarianceSolver implements DualSolver {

  private static final double MOST_SHRINKAGE = 0.99;

  @Override
  public DualHead solve(Kernel kernel) {
    int n = kernel.size();
    int classes = kernel.classes();
    double[][] residual = Residuals.operator(kernel);
    double[][] within = Residuals.products(kernel);
    int freedom = n - classes;
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += within[i][i];
    }
    if (freedom == 0 || trace < 1e-12 * n) {
      return new PrototypeSolver().solve(kernel);
    }
    double shrinkage =
        Math.min(MOST_SHRINKAGE, CovarianceSolver.ledoitWolf(within, freedom, kernel));
    double floor = shrinkage / (1 - shrinkage) * trace / freedom / kernel.dimension();
    int[] counts = kernel.counts();
    int rows = classes + classes * n;
    double[][] alpha = new double[rows][];
    double[] bias = new double[rows];
    int[] classOf = new int[rows];
    for (int c = 0; c < classes; c++) {
      double[] mean = new double[n];
      for (int j = 0; j < n; j++) {
        mean[j] = kernel.labels()[j] == c ? 1.0 / counts[c] : 0;
      }
      double[] toMean = times(kernel.gram(), mean);
      alpha[c] = scaled(mean, 1 / floor);
      bias[c] = -dot(mean, toMean) / 2 / floor;
      classOf[c] = c;
      double[][] whitened = whitened(residual, within, shares(kernel, c, freedom), floor);
      for (int i = 0; i < n; i++) {
        int r = classes + c * n + i;
        alpha[r] = scaled(whitened[i], 1 / Math.sqrt(2 * floor));
        bias[r] = -dot(alpha[r], toMean);
        classOf[r] = c;
      }
    }
    return new DualHead(Combination.SQUARES, alpha, bias, classOf);
  }

  /** The square roots of D_c. */
  private static double[] shares(Kernel kernel, int label, int freedom) {
    double count = kernel.counts()[label];
    double own = count > 1 ? count / (count + 1) : 0;
    double[] shares = new double[kernel.size()];
    for (int i = 0; i < shares.length; i++) {
      double pooled = (1 - own) / freedom;
      shares[i] =
          Math.sqrt(pooled + (kernel.labels()[i] == label && own > 0 ? own / (count - 1) : 0));
    }
    return shares;
  }

  /** L^-1 D^1/2 R, as combinations of the examples. */
  private static double[][] whitened(
      double[][] residual, double[][] within, double[] shares, double floor) {
    int n = shares.length;
    double[][] system = new double[n][n];
    double[][] rows = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        system[i][j] = shares[i] * within[i][j] * shares[j] + (i == j ? floor : 0);
        rows[i][j] = shares[i] * residual[i][j];
      }
    }
    double[][] factor =
        new CholeskyDecomposition(new Array2DRowRealMatrix(system, false), 1e-6, 0)
            .getL()
            .getData();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        for (int k = 0; k < n; k++) {
          rows[i][k] -= factor[i][j] * rows[j][k];
        }
      }
      rows[i] = scaled(rows[i], 1 / factor[i][i]);
    }
    return rows;
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] result = new double[matrix.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = dot(matrix[i], vector);
    }
    return result;
  }

  private static double[] scaled(double[] vector, double factor) {
    double[] result = vector.clone();
    for (int k = 0; k < result.length; k++) {
      result[k] *= factor;
    }
    return result;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
