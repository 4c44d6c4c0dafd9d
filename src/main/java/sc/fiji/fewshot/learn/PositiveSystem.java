package sc.fiji.fewshot.learn;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/** A system of linear equations whose matrix is symmetric and positive definite. */
final class PositiveSystem {

  private final CholeskyDecomposition decomposition;

  /**
   * @param matrix symmetric but for rounding, which is evened out: the library refuses what differs
   *     from its mirror image by more than a share of itself, even where both should be 0
   */
  PositiveSystem(double[][] matrix) {
    double[][] even = new double[matrix.length][matrix.length];
    for (int i = 0; i < even.length; i++) {
      for (int j = 0; j <= i; j++) {
        even[i][j] = (matrix[i][j] + matrix[j][i]) / 2;
        even[j][i] = even[i][j];
      }
    }
    decomposition = new CholeskyDecomposition(new Array2DRowRealMatrix(even, false), 0, 0);
  }

  /** The columns of X in A X = B. */
  double[][] solve(double[][] right) {
    return decomposition.getSolver().solve(new Array2DRowRealMatrix(right, false)).getData();
  }

  double[][] inverse() {
    return decomposition.getSolver().getInverse().getData();
  }

  /** L in A = L L'. */
  double[][] lower() {
    return decomposition.getL().getData();
  }
}
