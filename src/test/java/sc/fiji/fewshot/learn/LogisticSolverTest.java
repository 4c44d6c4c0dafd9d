package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LogisticSolverTest {

  @Test
  void atTheMinimumTheGradientByEveryWeightIsZero() {
    Support support = Clouds.onAxes(3, 4, 7, 1, 0.6, 9);
    Kernel kernel = Kernel.of(support);
    double strength = 0.3;
    Head head = new LogisticSolver(strength).solve(kernel).toHead("l", support.embeddings());
    double lambda = strength * scatter(support);
    for (int c = 0; c < 3; c++) {
      double intercept = 0;
      double[] gradient = new double[7];
      for (int k = 0; k < 7; k++) {
        gradient[k] = lambda * head.rows()[c][k];
      }
      for (int i = 0; i < support.size(); i++) {
        float[] z = support.embeddings()[i];
        double off = Softmax.of(head.logits(z))[c] - (support.labels()[i] == c ? 1 : 0);
        intercept += off;
        for (int k = 0; k < 7; k++) {
          gradient[k] += off * z[k];
        }
      }
      assertEquals(0, intercept, 1e-4);
      for (double slope : gradient) {
        assertEquals(0, slope, 1e-4);
      }
    }
  }

  private static double scatter(Support support) {
    Moments moments = Moments.of(support.embeddings());
    double sum = 0;
    for (double variance : moments.variance()) {
      sum += variance;
    }
    return sum;
  }

  @Test
  void aClassCountsTheSameHoweverManyExamplesItHas() {
    Support once = new Support(new float[][] {{0, 1}, {1, 0}, {1, 0.2f}}, new int[] {0, 1, 1}, 2);
    double[] weight = LogisticSolver.balanced(Kernel.of(once));
    assertEquals(1.5, weight[0], 1e-12);
    assertEquals(0.75, weight[1], 1e-12);
  }
}
