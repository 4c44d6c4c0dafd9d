package sc.fiji.fewshot.learn;

/**
 * The arithmetic of {@link FeaturesMethod}. With example weights s of sum S, kernel K and targets Y
 * both centred by their weighted means, and penalty lambda, the dual coefficients solve (K + lambda
 * diag(s)^-1) alpha = Y.
 */
record RidgeSolver(double strength, boolean balanced) implements DualSolver {

  /** Checks that there is a penalty. */
  RidgeSolver {
    if (!(strength > 0)) {
      throw new IllegalArgumentException("penalty " + strength);
    }
  }

  @Override
  public DualHead solve(Kernel kernel) {
    return new Solution(kernel).head();
  }

  @Override
  public double[][] leaveOneOut(Kernel kernel) {
    return kernel.size() <= LeaveOneOut.EXACT
        ? LeaveOneOut.byRefit(kernel, this)
        : closedFormLeaveOneOut(kernel);
  }

  /** From the hat matrix, with weights and penalty held fixed. */
  double[][] closedFormLeaveOneOut(Kernel kernel) {
    return new Solution(kernel).leaveOneOut();
  }

  private final class Solution {

    private final Kernel kernel;
    private final double[] share;
    private final double[] weight;
    private final double[] target;
    private final double[] toCentre;
    private final double lambda;
    private final PositiveSystem system;
    private final double[][] alpha;

    Solution(Kernel kernel) {
      this.kernel = kernel;
      int n = kernel.size();
      int[] counts = kernel.counts();
      weight = new double[n];
      share = new double[n];
      target = new double[kernel.classes()];
      for (int i = 0; i < n; i++) {
        int own = kernel.labels()[i];
        weight[i] = balanced ? n / (double) kernel.classes() / counts[own] : 1;
        share[i] = weight[i] / n;
        target[own] += share[i];
      }
      toCentre = new double[n];
      double centreSquared = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          toCentre[i] += share[j] * kernel.gram()[i][j];
        }
        centreSquared += share[i] * toCentre[i];
      }
      double[][] matrix = new double[n][n];
      double trace = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          matrix[i][j] = kernel.gram()[i][j] - toCentre[i] - toCentre[j] + centreSquared;
        }
        trace += matrix[i][i];
      }
      // Where all examples are the same any penalty gives the same: no slope.
      lambda = trace > 1e-12 * n ? strength * trace / n : 1;
      for (int i = 0; i < n; i++) {
        matrix[i][i] += lambda / weight[i];
      }
      system = new PositiveSystem(matrix);
      alpha = system.solve(centredTargets());
    }

    private double[][] centredTargets() {
      double[][] targets = new double[kernel.size()][kernel.classes()];
      for (int i = 0; i < targets.length; i++) {
        for (int c = 0; c < target.length; c++) {
          targets[i][c] = (kernel.labels()[i] == c ? 1 : 0) - target[c];
        }
      }
      return targets;
    }

    /** The coefficients of a class sum to 0, so they need no correction for the centring. */
    DualHead head() {
      int classes = kernel.classes();
      double[][] transposed = new double[classes][kernel.size()];
      double[] bias = target.clone();
      for (int c = 0; c < classes; c++) {
        for (int j = 0; j < kernel.size(); j++) {
          transposed[c][j] = alpha[j][c];
          bias[c] -= alpha[j][c] * toCentre[j];
        }
      }
      return DualHead.linear(transposed, bias);
    }

    /**
     * The residual of example i is lambda alpha_i / s_i. With M the inverse of the system, 1 - h_ii
     * is lambda M_ii / s_i - s_i / S, the last term coming from the intercept.
     */
    double[][] leaveOneOut() {
      double[][] inverse = system.inverse();
      int[] counts = kernel.counts();
      double[][] logits = new double[kernel.size()][kernel.classes()];
      for (int i = 0; i < logits.length; i++) {
        int own = kernel.labels()[i];
        if (counts[own] == 1) {
          logits[i] = LeaveOneOut.unknown(kernel.classes());
          continue;
        }
        double notOwn = lambda * inverse[i][i] / weight[i] - share[i];
        for (int c = 0; c < logits[i].length; c++) {
          logits[i][c] = (c == own ? 1 : 0) - lambda * alpha[i][c] / weight[i] / notOwn;
        }
      }
      return logits;
    }
  }
}
