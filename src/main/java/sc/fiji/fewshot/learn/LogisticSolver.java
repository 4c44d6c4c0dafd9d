package sc.fiji.fewshot.learn;

/**
 * Multinomial logistic regression with a quadratic penalty and a free intercept: minimises the sum
 * over the examples of s_i times the cross-entropy plus lambda / 2 times the squared length of all
 * weights. At the minimum the weights of class c are the examples times s_i (y_ic - p_ic) / lambda,
 * which gives the head.
 *
 * @param strength lambda as a multiple of the mean squared distance of the examples from their mean
 */
record LogisticSolver(double strength) implements DualSolver {

  private static final int ITERATIONS = 200;
  private static final double TOLERANCE = 1e-7;

  /** Checks that there is a penalty. */
  LogisticSolver {
    if (!(strength > 0)) {
      throw new IllegalArgumentException("penalty " + strength);
    }
  }

  @Override
  public DualHead solve(Kernel kernel) {
    int n = kernel.size();
    int classes = kernel.classes();
    double[][] points = SpanCoordinates.of(kernel).examples();
    double[] weight = balanced(kernel);
    double lambda = strength * scatter(kernel);
    double[] best =
        Lbfgs.minimise(
            (x, gradient) -> objective(kernel, points, weight, lambda, x, gradient),
            new double[classes * (n + 1)],
            ITERATIONS,
            TOLERANCE * n);
    double[][] alpha = new double[classes][n];
    double[] bias = new double[classes];
    for (int i = 0; i < n; i++) {
      double[] p = Softmax.of(logits(points[i], best, classes));
      for (int c = 0; c < classes; c++) {
        alpha[c][i] = weight[i] * ((kernel.labels()[i] == c ? 1 : 0) - p[c]) / lambda;
      }
    }
    for (int c = 0; c < classes; c++) {
      bias[c] = best[c * (n + 1) + n];
    }
    return DualHead.linear(alpha, bias);
  }

  /** Each class counts the same, however many examples it has. */
  static double[] balanced(Kernel kernel) {
    int[] counts = kernel.counts();
    double[] weight = new double[kernel.size()];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = kernel.size() / (double) kernel.classes() / counts[kernel.labels()[i]];
    }
    return weight;
  }

  /** The mean squared distance from the mean. */
  static double scatter(Kernel kernel) {
    int n = kernel.size();
    double trace = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      trace += kernel.gram()[i][i];
      for (double value : kernel.gram()[i]) {
        sum += value;
      }
    }
    double scatter = (trace - sum / n) / n;
    // Where all examples are the same any penalty gives the same: no slope.
    return scatter > 1e-12 ? scatter : 1;
  }

  /**
   * @param x for each class its weights and then its intercept
   */
  static double objective(
      Kernel kernel,
      double[][] points,
      double[] weight,
      double lambda,
      double[] x,
      double[] gradient) {
    int n = kernel.size();
    int classes = kernel.classes();
    double value = 0;
    for (int k = 0; k < x.length; k++) {
      boolean intercept = k % (n + 1) == n;
      gradient[k] = intercept ? 0 : lambda * x[k];
      value += intercept ? 0 : lambda / 2 * x[k] * x[k];
    }
    for (int i = 0; i < n; i++) {
      double[] logits = logits(points[i], x, classes);
      int own = kernel.labels()[i];
      value += weight[i] * Softmax.logLoss(logits, 1, own);
      double[] p = Softmax.of(logits);
      for (int c = 0; c < classes; c++) {
        double pull = weight[i] * (p[c] - (c == own ? 1 : 0));
        int from = c * (n + 1);
        for (int k = 0; k < n; k++) {
          gradient[from + k] += pull * points[i][k];
        }
        gradient[from + n] += pull;
      }
    }
    return value;
  }

  private static double[] logits(double[] point, double[] x, int classes) {
    int n = point.length;
    double[] logits = new double[classes];
    for (int c = 0; c < classes; c++) {
      int from = c * (n + 1);
      double sum = x[from + n];
      for (int k = 0; k < n; k++) {
        sum += x[from + k] * point[k];
      }
      logits[c] = sum;
    }
    return logits;
  }
}
