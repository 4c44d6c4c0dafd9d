package sc.fiji.fewshot.learn;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;

/** A system of linear equations whose matrix is symmetric and positive definite. */
final class PositiveSystem {

  /**
   * Rounding leaves matrices a little asymmetric; the library's own limit of 1e-15 refuses them.
   */
  static final double SYMMETRY = 1e-6;

  private final DecompositionSolver solver;

  PositiveSystem(double[][] matrix) {
    solver =
        new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), SYMMETRY, 0).getSolver();
  }

  /** The columns of X in A X = B. */
  double[][] solve(double[][] right) {
    return solver.solve(new Array2DRowRealMatrix(right, false)).getData();
  }

  double[][] inverse() {
    return solver.getInverse().getData();
  }
}
