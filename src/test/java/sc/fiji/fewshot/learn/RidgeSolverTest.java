package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class RidgeSolverTest {

  /** At 0 and 1 the first class, at 3 and 4 the second. */
  private static final Support LINE =
      new Support(new float[][] {{0}, {1}, {3}, {4}}, new int[] {0, 0, 1, 1}, 2);

  /** The centred kernel's mean diagonal is 10 / 4, so this makes the penalty 1. */
  private static final double PENALTY_OF_ONE = 0.4;

  @Test
  void slopeAndInterceptByHand() {
    // Centred x is -2, -1, 1, 2, the target -1/2, -1/2, 1/2, 1/2: slope 3 / (10 + 1).
    DualHead head = new RidgeSolver(PENALTY_OF_ONE, false).solve(Kernel.of(LINE));
    Head linear = head.toHead("ridge", LINE.embeddings());
    assertEquals(3 / 11.0, linear.rows()[1][0], 1e-6);
    assertEquals(0.5 - 2 * 3 / 11.0, linear.bias()[1], 1e-6);
    assertEquals(-3 / 11.0, linear.rows()[0][0], 1e-6);
  }

  @Test
  void leaveOneOutByHand() {
    // Without x = 0: means 8/3 and 2/3, slope (5/3) / (14/3 + 1) = 5/17, at 0 that is -2/17.
    double[][] leftOut =
        new RidgeSolver(PENALTY_OF_ONE, false).closedFormLeaveOneOut(Kernel.of(LINE));
    assertArrayEquals(new double[] {1 + 2 / 17.0, -2 / 17.0}, leftOut[0], 1e-9);
  }

  @Test
  void theDualFormEqualsTheNormalEquations() {
    Support support = Clouds.onAxes(3, 6, 4, 1, 0.7, 2);
    double strength = 0.3;
    DualHead dual = new RidgeSolver(strength, false).solve(Kernel.of(support));
    Head head = dual.toHead("ridge", support.embeddings());
    double lambda = strength * meanSquaredDistanceFromCentre(support.embeddings());
    for (int c = 0; c < 3; c++) {
      double[] primal = normalEquations(support, c, lambda);
      for (int k = 0; k < 4; k++) {
        assertEquals(primal[k], head.rows()[c][k], 1e-5);
      }
      assertEquals(primal[4], head.bias()[c], 1e-5);
    }
  }

  @Test
  void aBalancedFitDoesNotMindHowOftenAClassWasMarked() {
    Support once = LINE;
    Support thrice =
        new Support(
            new float[][] {{0}, {1}, {3}, {4}, {3}, {4}, {3}, {4}},
            new int[] {0, 0, 1, 1, 1, 1, 1, 1},
            2);
    RidgeSolver solver = new RidgeSolver(1e-3, true);
    Head a = solver.solve(Kernel.of(once)).toHead("ridge", once.embeddings());
    Head b = solver.solve(Kernel.of(thrice)).toHead("ridge", thrice.embeddings());
    assertEquals(a.rows()[1][0], b.rows()[1][0], 1e-3);
    assertEquals(a.bias()[1], b.bias()[1], 1e-3);
  }

  private static double meanSquaredDistanceFromCentre(float[][] rows) {
    double sum = 0;
    for (int k = 0; k < rows[0].length; k++) {
      double mean = 0;
      for (float[] row : rows) {
        mean += row[k] / (double) rows.length;
      }
      for (float[] row : rows) {
        sum += (row[k] - mean) * (row[k] - mean) / rows.length;
      }
    }
    return sum;
  }

  /** Slopes, then the intercept, which bears no penalty. */
  private static double[] normalEquations(Support support, int label, double lambda) {
    int n = support.size();
    int dim = support.dimension();
    RealMatrix x = new Array2DRowRealMatrix(n, dim + 1);
    RealMatrix y = new Array2DRowRealMatrix(n, 1);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < dim; k++) {
        x.setEntry(i, k, support.embeddings()[i][k]);
      }
      x.setEntry(i, dim, 1);
      y.setEntry(i, 0, support.labels()[i] == label ? 1 : 0);
    }
    RealMatrix normal = x.transpose().multiply(x);
    for (int k = 0; k < dim; k++) {
      normal.addToEntry(k, k, lambda);
    }
    return new LUDecomposition(normal).getSolver().solve(x.transpose().multiply(y)).getColumn(0);
  }
}
