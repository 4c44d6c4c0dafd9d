package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RefinedPrototypesTest {

  private static final Support TWO =
      new Support(new float[][] {{0, 0}, {4, 0}}, new int[] {0, 1}, 2)
          .withUnlabelled(new float[][] {{1, 0}, {2.5f, 1}});

  @Test
  void softKMeansMovesPrototypesByTheSharesOfWhatIsUnlabelled() {
    double s = ClusteredPrototypeSolver.sharpness(Kernel.of(TWO));
    // Squared distances of the unlabelled two to (0, 0) and to (4, 0), by hand.
    double a = 1 / (1 + Math.exp(-s * (9 - 1)));
    double b = 1 / (1 + Math.exp(-s * (3.25 - 7.25)));
    double[] first = {(a + 2.5 * b) / (1 + a + b), b / (1 + a + b)};
    double rest = 1 + (1 - a) + (1 - b);
    double[] second = {(4 + (1 - a) + 2.5 * (1 - b)) / rest, (1 - b) / rest};
    Fitted fitted = RefinedPrototypes.fit("p", RefinedPrototypes.Way.SOFT_K_MEANS, TWO);
    float[] z = {1.5f, 2};
    double expected = -s * (squared(z, first) - squared(z, second));
    double[] logits = fitted.head().logits(z);
    assertEquals(expected, logits[0] - logits[1], 1e-5);
  }

  private static double squared(float[] z, double[] p) {
    return (z[0] - p[0]) * (z[0] - p[0]) + (z[1] - p[1]) * (z[1] - p[1]);
  }

  @Test
  void laplacianLabelsAreWhereNothingChangesAnyMore() {
    // Five on a line: the last is told wrongly by itself and joined to three of the second class.
    double[] at = {0, 5, 5.1, 5.2, 5.3};
    double[][] logits = {{3, 0}, {0, 2}, {0, 2}, {0, 2}, {0.5, 0}};
    double[][] distances = new double[5][5];
    for (int p = 0; p < 5; p++) {
      for (int q = 0; q < 5; q++) {
        distances[p][q] = (at[p] - at[q]) * (at[p] - at[q]);
      }
    }
    int[][] neighbours = LaplacianLabels.neighbours(distances);
    double[][] labels = LaplacianLabels.of(logits, neighbours, 1);
    // By hand: the right four are all joined; the first is joined to its three nearest.
    int[][] joined = {{1, 2, 3}, {0, 2, 3, 4}, {0, 1, 3, 4}, {0, 1, 2, 4}, {1, 2, 3}};
    for (int q = 0; q < 5; q++) {
      double[] sum = logits[q].clone();
      for (int p : joined[q]) {
        sum[0] += labels[p][0];
        sum[1] += labels[p][1];
      }
      assertArrayEquals(Softmax.of(sum), labels[q], 1e-4);
    }
    assertTrue(labels[4][1] > 0.8, "its neighbours convince it");
    assertArrayEquals(
        Softmax.of(logits[4]),
        LaplacianLabels.of(logits, neighbours, 0)[4],
        1e-12,
        "if they count");
  }

  @Test
  void unequalClassesStayUnequal() {
    // Of twenty patches nineteen are of the first class; a balanced method would take ten.
    float[][] unlabelled = new float[20][2];
    for (int q = 0; q < 20; q++) {
      unlabelled[q] = new float[] {q == 7 ? 0.1f : 1, (q == 7 ? 1 : 0.1f) + q / 1000f};
    }
    Support support =
        new Support(new float[][] {{1, 0}, {0, 1}}, new int[] {0, 1}, 2).withUnlabelled(unlabelled);
    double[][] labels =
        RefinedPrototypes.fit("p", RefinedPrototypes.Way.LAPLACIAN, support)
            .unlabelledProbabilities();
    for (int q = 0; q < 20; q++) {
      assertTrue(labels[q][q == 7 ? 1 : 0] > 0.5, q + ": " + labels[q][0]);
    }
  }

  @Test
  void withoutAnythingUnlabelledItIsThePrototypicalMethod() {
    Support support = Clouds.onAxes(2, 4, 5, 1, 0.4, 2);
    Standardiser unit = Standardiser.identity(5);
    for (String way : new String[] {"soft-k-means", "laplacian"}) {
      Fitted refined = FewShotMethods.parse("prototypical:refine=" + way).fit(support, unit);
      Fitted bare = new PrototypicalMethod().fit(support, unit);
      assertArrayEquals(bare.head().rows(), refined.head().rows());
    }
  }
}
