package sc.fiji.fewshot.learn;

/**
 * The arithmetic of {@link MetricMethod}. Let R be the n x d matrix of the examples less their
 * class means, K = R R', S = R' R / (n - C) the pooled covariance and g the shrinkage. Then Sigma =
 * (1 - g) S + a I with a = g trace(S) / d, and by Woodbury's identity Sigma^-1 = (I - R' (r I +
 * K)^-1 R) / a with r = a (n - C) / (1 - g).
 *
 * <p>The fewer examples a mean is of, the farther it lies from everything, by tr(Sigma^-1 Sigma) /
 * n_c = d / n_c squared on average. That is taken off, or else a class with few examples beside one
 * with many would hardly be found: Moran and Murphy, "A Closer Look at Two Alternative Methods of
 * Statistical Discrimination" (Applied Statistics 28, 1979); Huang, Tong and Zhao, "Bias-Corrected
 * Diagonal Discriminant Rules for High-Dimensional Classification" (Biometrics 66, 2010).
 *
 * @param fixed the shrinkage, or NaN to estimate it
 */
record CovarianceSolver(double fixed) implements DualSolver {

  /** Checks the amount. */
  CovarianceSolver {
    if (!Double.isNaN(fixed) && !(fixed > 0 && fixed <= 1)) {
      throw new IllegalArgumentException("shrinkage " + fixed);
    }
  }

  /** Keeps Sigma invertible when there are many examples. */
  private static final double LEAST_SHRINKAGE = 0.01;

  @Override
  public DualHead solve(Kernel kernel) {
    int n = kernel.size();
    int classes = kernel.classes();
    double[][] means = classMeansFromCentre(kernel);
    double[][] within = Residuals.products(kernel);
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += within[i][i];
    }
    int freedom = n - classes;
    double[][] alpha = means;
    double variance = 1;
    double excess = 0;
    if (freedom > 0 && trace > 1e-12 * n) {
      double shrinkage = Double.isNaN(fixed) ? ledoitWolf(within, freedom, kernel) : fixed;
      variance = shrinkage * trace / freedom / kernel.dimension();
      excess = kernel.dimension();
      if (shrinkage < 1) {
        alpha = whiten(kernel, means, within, variance * freedom / (1 - shrinkage));
      }
    }
    return head(kernel, means, alpha, variance, excess);
  }

  /** Class means less the mean of all classes, as combinations of the examples. */
  private static double[][] classMeansFromCentre(Kernel kernel) {
    int[] counts = kernel.counts();
    double[][] means = new double[kernel.classes()][kernel.size()];
    for (int j = 0; j < kernel.size(); j++) {
      int own = kernel.labels()[j];
      for (int c = 0; c < means.length; c++) {
        means[c][j] = ((c == own ? 1 : 0) - 1.0 / means.length) / counts[own];
      }
    }
    return means;
  }

  /**
   * How far S is from a multiple of the identity (delta), and how much of that is chance (beta),
   * both as squared Frobenius norms, which K has in common with R' R.
   */
  static double ledoitWolf(double[][] within, int freedom, Kernel kernel) {
    if (freedom < 2) {
      return 1;
    }
    int n = within.length;
    double trace = 0;
    double squares = 0;
    double fourth = 0;
    for (int i = 0; i < n; i++) {
      trace += within[i][i] / freedom;
      fourth += within[i][i] * within[i][i] * n / freedom / freedom;
      for (double value : within[i]) {
        squares += value * value / freedom / freedom;
      }
    }
    double delta = squares - trace * trace / kernel.dimension();
    double beta = (fourth - squares) / (freedom - 1);
    return delta > 0 ? Math.min(1, Math.max(LEAST_SHRINKAGE, beta / delta)) : 1;
  }

  /** Sigma^-1 times the means, but for the factor 1 / a. */
  private static double[][] whiten(
      Kernel kernel, double[][] means, double[][] within, double ridge) {
    int n = kernel.size();
    double[][] system = new double[n][];
    for (int i = 0; i < n; i++) {
      system[i] = within[i].clone();
      system[i][i] += ridge;
    }
    // R times the means, one column a class.
    double[][] projected = Residuals.of(kernel, product(kernel.gram(), means));
    // R' is examples times the (symmetric) class centring, so centre once more.
    double[][] taken = Residuals.of(kernel, new PositiveSystem(system).solve(projected));
    double[][] alpha = new double[means.length][n];
    for (int c = 0; c < means.length; c++) {
      for (int j = 0; j < n; j++) {
        alpha[c][j] = means[c][j] - taken[j][c];
      }
    }
    return alpha;
  }

  /** The gram matrix times the transposed coefficients. */
  private static double[][] product(double[][] gram, double[][] coefficients) {
    double[][] result = new double[gram.length][coefficients.length];
    for (int i = 0; i < gram.length; i++) {
      for (int c = 0; c < coefficients.length; c++) {
        for (int j = 0; j < gram.length; j++) {
          result[i][c] += gram[i][j] * coefficients[c][j];
        }
      }
    }
    return result;
  }

  /**
   * With m_c a class mean from the centre m: w = Sigma^-1 m_c, b = -w' m_c / 2 - w' m + d / 2 n_c.
   */
  private static DualHead head(
      Kernel kernel, double[][] means, double[][] unscaled, double variance, double excess) {
    int n = kernel.size();
    int[] counts = kernel.counts();
    double[][] toMeans = product(kernel.gram(), means);
    double[][] alpha = new double[means.length][n];
    double[] bias = new double[means.length];
    for (int c = 0; c < bias.length; c++) {
      bias[c] = excess / counts[c] / 2;
    }
    for (int i = 0; i < n; i++) {
      double toCentre = 0;
      for (int j = 0; j < n; j++) {
        toCentre += kernel.gram()[i][j] / counts[kernel.labels()[j]] / means.length;
      }
      for (int c = 0; c < means.length; c++) {
        alpha[c][i] = unscaled[c][i] / variance;
        bias[c] -= alpha[c][i] * (toMeans[i][c] / 2 + toCentre);
      }
    }
    return DualHead.linear(alpha, bias);
  }
}
