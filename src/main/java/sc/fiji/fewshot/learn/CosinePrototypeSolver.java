package sc.fiji.fewshot.learn;

/**
 * Prototypes of unit length: the logit is the query's component along its class's mean, or along
 * what is left of it without the mean of all classes. It ranks the classes as the cosine does.
 *
 * @param centred whether the mean of all classes is taken off first
 */
record CosinePrototypeSolver(boolean centred) implements DualSolver {

  @Override
  public DualHead solve(Kernel kernel) {
    int n = kernel.size();
    int classes = kernel.classes();
    int[] counts = kernel.counts();
    double[][] alpha = new double[classes][n];
    double[] bias = new double[classes];
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < n; i++) {
        int own = kernel.labels()[i];
        double share = centred ? 1.0 / classes : 0;
        alpha[c][i] = ((own == c ? 1 : 0) - share) / counts[own];
      }
      toUnitLength(alpha[c], kernel.gram());
      for (int i = 0; i < n && centred; i++) {
        for (int j = 0; j < n; j++) {
          bias[c] -= alpha[c][i] * kernel.gram()[i][j] / counts[kernel.labels()[j]] / classes;
        }
      }
    }
    return DualHead.linear(alpha, bias);
  }

  private static void toUnitLength(double[] alpha, double[][] gram) {
    double square = 0;
    for (int i = 0; i < alpha.length; i++) {
      for (int j = 0; j < alpha.length; j++) {
        square += alpha[i] * alpha[j] * gram[i][j];
      }
    }
    double scale = square > 1e-12 ? 1 / Math.sqrt(square) : 0;
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] *= scale;
    }
  }
}
