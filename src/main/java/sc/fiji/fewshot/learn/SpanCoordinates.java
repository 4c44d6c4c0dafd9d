package sc.fiji.fewshot.learn;

/**
 * Examples as points of n coordinates: an orthonormal basis of the space that they span, found by
 * the Cholesky factor L of their kernel, K = L L'. What lies outside of that space is as far from
 * all of them. Whatever has dot products k with the examples has the coordinates L^-1 k, and a
 * weight vector w of these coordinates is the combination L'^-1 w of the examples.
 *
 * @param factor L
 * @param examples one row an example
 * @param views one row a view of the kernel
 */
record SpanCoordinates(double[][] factor, double[][] examples, double[][] views) {

  /** Keeps the factor defined where examples are the same. */
  private static final double JITTER = 1e-8;

  static SpanCoordinates of(Kernel kernel) {
    int n = kernel.size();
    double[][] matrix = new double[n][];
    double trace = 0;
    for (int i = 0; i < n; i++) {
      matrix[i] = kernel.gram()[i].clone();
      trace += matrix[i][i];
    }
    for (int i = 0; i < n; i++) {
      matrix[i][i] += JITTER * Math.max(trace / n, Double.MIN_NORMAL) + 1e-12;
    }
    double[][] factor = new PositiveSystem(matrix).lower();
    // By the factor itself an example has its row of L as coordinates.
    double[][] views = new double[kernel.views().length][];
    for (int v = 0; v < views.length; v++) {
      views[v] = coordinates(factor, kernel.views()[v]);
    }
    return new SpanCoordinates(factor, factor, views);
  }

  private static double[] coordinates(double[][] factor, double[] products) {
    double[] y = new double[products.length];
    for (int i = 0; i < y.length; i++) {
      double rest = products[i];
      for (int j = 0; j < i; j++) {
        rest -= factor[i][j] * y[j];
      }
      y[i] = rest / factor[i][i];
    }
    return y;
  }

  /** The combination of examples that a weight vector is. */
  double[] combination(double[] weights) {
    double[] alpha = new double[weights.length];
    for (int i = alpha.length - 1; i >= 0; i--) {
      double rest = weights[i];
      for (int j = i + 1; j < alpha.length; j++) {
        rest -= factor[j][i] * alpha[j];
      }
      alpha[i] = rest / factor[i][i];
    }
    return alpha;
  }
}
