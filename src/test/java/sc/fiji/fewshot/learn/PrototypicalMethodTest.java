package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PrototypicalMethodTest {

  private static final Support CROSS =
      new Support(new float[][] {{1, 0}, {0, 1}, {-1, 0}, {0, -1}}, new int[] {0, 0, 1, 1}, 2);

  @Test
  void prototypesAreClassMeans() {
    assertArrayEquals(
        new float[][] {{0.5f, 0.5f}, {-0.5f, -0.5f}}, Prototypes.of(CROSS), "by hand");
  }

  @Test
  void logitsAreNegativeSquaredDistances() {
    // From (0.6, 0.8) to (0.5, 0.5): 0.01 + 0.09 = 0.1; to (-0.5, -0.5): 1.21 + 1.69 = 2.9.
    Fitted fitted = new PrototypicalMethod().fit(CROSS, Standardiser.identity(2));
    double[] logits = fitted.head().logits(new float[] {0.6f, 0.8f});
    assertEquals(2.9 - 0.1, logits[0] - logits[1], 1e-6);
    double p = 1 / (1 + Math.exp(-2.8));
    assertArrayEquals(new double[] {p, 1 - p}, Softmax.of(logits), 1e-7);
  }

  @Test
  void leavingAnExampleOutByHand() {
    // Without (1, 0) its class is at (0, 1): 2 away squared; the other one stays at 2.5.
    double[] logits = new PrototypeSolver().leaveOneOut(Kernel.of(CROSS))[0];
    assertEquals(-2 - -2.5, logits[0] - logits[1], 1e-9);
  }

  @Test
  void leaveOneOutInClosedFormEqualsRefitting() {
    Kernel kernel = Kernel.of(Clouds.onAxes(3, 5, 7, 1, 0.8, 1));
    DualSolver solver = new PrototypeSolver();
    double[][] closed = solver.leaveOneOut(kernel);
    double[][] refitted = LeaveOneOut.byRefit(kernel, solver);
    for (int i = 0; i < closed.length; i++) {
      assertArrayEquals(Softmax.of(refitted[i]), Softmax.of(closed[i]), 1e-9);
    }
  }

  @Test
  void theOnlyExampleOfItsClassCannotBeLeftOut() {
    Support single = new Support(new float[][] {{1, 0}, {0, 1}, {-1, 0}}, new int[] {0, 0, 1}, 2);
    Fitted fitted = new PrototypicalMethod().fit(single, Standardiser.identity(2));
    assertTrue(Double.isNaN(fitted.leaveOneOutProbabilities()[2][0]));
    Support alone = new Support(new float[][] {{1, 0}, {0, 1}}, new int[] {0, 1}, 2);
    fitted = new PrototypicalMethod().fit(alone, Standardiser.identity(2));
    assertTrue(Double.isNaN(fitted.leaveOneOutAccuracy()));
    assertTrue(fitted.explanation().contains("not known yet"), fitted.explanation());
  }
}
