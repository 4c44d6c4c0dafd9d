package sc.fiji.fewshot.learn;

/** What is left of examples without the means of their classes. */
final class Residuals {

  private Residuals() {}

  /** K: the dot products of what remains of each example without its class mean. */
  static double[][] products(Kernel kernel) {
    double[][] rows = of(kernel, kernel.gram());
    return of(kernel, transposed(rows));
  }

  /** Takes off each row the mean of the rows of its class. */
  static double[][] of(Kernel kernel, double[][] rows) {
    int[] counts = kernel.counts();
    int width = rows[0].length;
    double[][] means = new double[kernel.classes()][width];
    for (int i = 0; i < rows.length; i++) {
      int own = kernel.labels()[i];
      for (int k = 0; k < width; k++) {
        means[own][k] += rows[i][k] / counts[own];
      }
    }
    double[][] rest = new double[rows.length][width];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < width; k++) {
        rest[i][k] = rows[i][k] - means[kernel.labels()[i]][k];
      }
    }
    return rest;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] flipped = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < flipped.length; j++) {
        flipped[j][i] = matrix[i][j];
      }
    }
    return flipped;
  }
}
