package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricLossTest {

  private static final double[][] QUERIES = {{1, 0.2}, {-0.3, 0.8}, {0.1, 0.4}};
  private static final double[][] REFERENCES = {{0.9, 0}, {0, 1}, {0.5, 0.6}, {-0.2, 0.1}};
  private static final boolean[][] ASKED = {
    {false, true, true, true}, {true, true, false, true}, {true, true, true, false}
  };

  private static MetricLoss loss(double penalty) {
    return new MetricLoss(
        QUERIES,
        new int[] {0, 1, 1},
        REFERENCES,
        new int[] {0, 1, 0, 1},
        new double[] {0, 0.1, -0.2, 0},
        ASKED,
        2,
        penalty);
  }

  @Test
  void theValueIsThatOfTheFormula() {
    // A doubles the first coordinate.
    double[] a = {2, 0, 0, 1};
    double sum = 0;
    int[] labels = {0, 1, 1};
    int[] classOf = {0, 1, 0, 1};
    double[] prior = {0, 0.1, -0.2, 0};
    for (int q = 0; q < 3; q++) {
      double own = 0;
      double all = 0;
      for (int r = 0; r < 4; r++) {
        if (ASKED[q][r]) {
          double x = 2 * (QUERIES[q][0] - REFERENCES[r][0]);
          double y = QUERIES[q][1] - REFERENCES[r][1];
          double share = Math.exp(prior[r] - 2 * (x * x + y * y));
          all += share;
          own += classOf[r] == labels[q] ? share : 0;
        }
      }
      sum -= Math.log(own / all);
    }
    // A - I has one entry, of 1.
    assertEquals(sum / 3 + 0.3 / 2, loss(0.3).at(a, new double[4]), 1e-12);
  }

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    Random random = new Random(5);
    double[] a = random.doubles(4, -1, 1).toArray();
    double[] gradient = new double[4];
    MetricLoss loss = loss(0.3);
    loss.at(a, gradient);
    for (int k = 0; k < 4; k++) {
      double h = 1e-6;
      double[] up = a.clone();
      double[] down = a.clone();
      up[k] += h;
      down[k] -= h;
      double[] unused = new double[4];
      assertEquals((loss.at(up, unused) - loss.at(down, unused)) / (2 * h), gradient[k], 1e-7);
    }
  }

  @Test
  void aLearntMapShortensTheDirectionThatOnlyDisturbs() {
    Support support = Clouds.elongated(6, 6, 2);
    Standardiser unit = Standardiser.identity(support.dimension());
    Kernel kernel = Kernel.of(support.standardised(unit));
    for (LearnedMetricSolver.To to : LearnedMetricSolver.To.values()) {
      double learnt = Loss.of(new LearnedMetricSolver(to, 0.01, 30, 1).leaveOneOut(kernel), kernel);
      double start = Loss.of(new LearnedMetricSolver(to, 0.01, 0, 1).leaveOneOut(kernel), kernel);
      assertTrue(learnt < start, to + ": " + learnt + " and " + start);
    }
  }

  @Test
  void withoutStepsTheHeadIsThatOfThePrototypes() {
    Support support = Clouds.onAxes(3, 4, 9, 1, 0.5, 3);
    Kernel kernel = Kernel.of(support);
    Head head =
        new LearnedMetricSolver(LearnedMetricSolver.To.PROTOTYPES, 0.1, 0, 1)
            .solve(kernel)
            .toHead("m", support.embeddings());
    Head bare = new PrototypeSolver().solve(kernel).toHead("p", support.embeddings());
    double s = ClusteredPrototypeSolver.sharpness(kernel);
    float[] z = support.embeddings()[5];
    for (int c = 0; c < 3; c++) {
      assertEquals(s * bare.logits(z)[c], head.logits(z)[c], 1e-4 * s);
    }
  }

  private static final class Loss {
    static double of(double[][] logits, Kernel kernel) {
      double sum = 0;
      for (int i = 0; i < logits.length; i++) {
        sum += Softmax.logLoss(logits[i], 1, kernel.labels()[i]);
      }
      return sum;
    }
  }
}
