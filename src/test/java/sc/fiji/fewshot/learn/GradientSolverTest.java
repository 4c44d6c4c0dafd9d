package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GradientSolverTest {

  private static final Support SUPPORT = Clouds.onAxes(3, 4, 5, 1, 0.5, 6);
  private static final double RATE = 0.1;

  @Test
  void theFirstLinearStepFollowsTheMeanOfTheExamples() {
    Head head =
        new GradientSolver(false, RATE, 1)
            .solve(Kernel.of(SUPPORT))
            .toHead("g", SUPPORT.embeddings());
    for (int c = 0; c < 3; c++) {
      for (int k = 0; k < 5; k++) {
        double slope = 0;
        for (int i = 0; i < 12; i++) {
          slope += (1.0 / 3 - (SUPPORT.labels()[i] == c ? 1 : 0)) * SUPPORT.embeddings()[i][k] / 12;
        }
        assertEquals(-RATE * slope, head.rows()[c][k], 1e-6);
      }
    }
  }

  @Test
  void theFirstCosineStepFollowsTheGradientOfFiniteDifferences() {
    Kernel kernel = Kernel.of(SUPPORT);
    Head head = new GradientSolver(true, RATE, 1).solve(kernel).toHead("g", SUPPORT.embeddings());
    float[][] means = Prototypes.of(SUPPORT);
    for (int c = 0; c < 3; c++) {
      double[] moved = new double[5];
      double length = 0;
      for (int k = 0; k < 5; k++) {
        double h = 1e-3;
        float[][] up = copy(means);
        float[][] down = copy(means);
        up[c][k] += (float) h;
        down[c][k] -= (float) h;
        double slope = (loss(up) - loss(down)) / ((double) up[c][k] - down[c][k]);
        moved[k] = means[c][k] - RATE * (slope + 1e-3 * means[c][k]);
        length += moved[k] * moved[k];
      }
      for (int k = 0; k < 5; k++) {
        assertEquals(10 * moved[k] / Math.sqrt(length), head.rows()[c][k], 2e-3);
      }
    }
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  /** The mean cross-entropy of logits that are ten times the component along a class's weights. */
  private static double loss(float[][] weights) {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      double[] logits = new double[3];
      for (int c = 0; c < 3; c++) {
        double product = 0;
        double square = 0;
        for (int k = 0; k < 5; k++) {
          product += (double) weights[c][k] * SUPPORT.embeddings()[i][k];
          square += (double) weights[c][k] * weights[c][k];
        }
        logits[c] = 10 * product / Math.sqrt(square);
      }
      sum += Softmax.logLoss(logits, 1, SUPPORT.labels()[i]) / 12;
    }
    return sum;
  }

  @Test
  void viewsAreLearntFromInsteadOfTheirMeans() {
    float[][][] views = new float[12][][];
    for (int i = 0; i < 12; i++) {
      float[] row = SUPPORT.embeddings()[i];
      views[i] = new float[][] {row, row, row};
    }
    Support viewed = new Support(SUPPORT.embeddings(), views, SUPPORT.labels(), 3);
    GradientSolver solver = new GradientSolver(false, RATE, 50);
    Head a = solver.solve(Kernel.of(SUPPORT)).toHead("g", SUPPORT.embeddings());
    Head b = solver.solve(Kernel.withViews(viewed, 2)).toHead("g", SUPPORT.embeddings());
    for (int c = 0; c < 3; c++) {
      for (int k = 0; k < 5; k++) {
        assertEquals(a.rows()[c][k], b.rows()[c][k], 1e-4, "views that are all the same");
      }
    }
  }
}
