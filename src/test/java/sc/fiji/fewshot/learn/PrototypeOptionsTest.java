package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;

class PrototypeOptionsTest {

  /** Two groups in the first class, one in the second. */
  private static final Support GROUPS =
      new Support(
          new float[][] {{0, 0}, {10, 0}, {1, 0}, {11, 0}, {5, 5}, {5, 6}},
          new int[] {0, 0, 0, 0, 1, 1},
          2);

  private static Set<Set<Integer>> clusters(Support support, int[] members, int most) {
    return KernelKMeans.clusters(Kernel.of(support).gram(), members, most).stream()
        .map(c -> Arrays.stream(c).boxed().collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }

  @Test
  void clustersAreTheGroupsThatOneSees() {
    int[] first = {0, 1, 2, 3};
    assertEquals(Set.of(Set.of(0, 2), Set.of(1, 3)), clusters(GROUPS, first, 2));
    assertEquals(Set.of(Set.of(0, 1, 2, 3)), clusters(GROUPS, first, 1));
    assertEquals(4, clusters(GROUPS, first, 9).size());
    Support same = new Support(new float[][] {{1}, {1}, {1}}, new int[] {0, 0, 0}, 1);
    assertEquals(1, clusters(same, new int[] {0, 1, 2}, 2).size(), "of equal points");
  }

  @Test
  void theNearestOfSeveralPrototypesCounts() {
    Kernel kernel = Kernel.of(GROUPS);
    Head head = new ClusteredPrototypeSolver(2).solve(kernel).toHead("p", GROUPS.embeddings());
    double s = ClusteredPrototypeSolver.sharpness(kernel);
    float[] z = {3, 2};
    // By hand: prototypes (0.5, 0), (10.5, 0); (5, 5), (5, 6) are one each of the second class.
    double first = (Math.exp(-s * (6.25 + 4)) + Math.exp(-s * (56.25 + 4))) / 2;
    double second = (Math.exp(-s * (4 + 9)) + Math.exp(-s * (4 + 16))) / 2;
    assertArrayEquals(
        new double[] {first / (first + second), second / (first + second)},
        Softmax.of(head.logits(z)),
        1e-5);
  }

  @Test
  void leavingOutFindsTheClustersAnew() {
    FewShotMethod method = FewShotMethods.parse("prototypical:prototypes=2");
    Fitted fitted = method.fit(GROUPS, Standardiser.identity(2));
    int[] kept = {0, 1, 2, 4, 5};
    Standardiser unit = Standardiser.identity(2);
    Kernel all = Kernel.of(GROUPS.standardised(unit));
    DualHead without = new ClusteredPrototypeSolver(2).solve(all.subset(kept));
    double[] expected = Softmax.of(without.logits(all.similarities(3, kept)), fitted.temperature());
    assertArrayEquals(expected, fitted.leaveOneOutProbabilities()[3], 1e-9);
  }

  @Test
  void prototypesOfUnitLengthRankAsTheCosineDoes() {
    Support support = Clouds.onAxes(3, 4, 5, 1, 0.5, 3);
    float[][] means = Prototypes.of(support);
    float[] centre = new float[5];
    for (float[] mean : means) {
      for (int k = 0; k < 5; k++) {
        centre[k] += mean[k] / 3;
      }
    }
    float[] z = {0.3f, 0.2f, 0.1f, -0.4f, 0.9f};
    for (boolean centred : List.of(false, true)) {
      Head head =
          new CosinePrototypeSolver(centred)
              .solve(Kernel.of(support))
              .toHead("p", support.embeddings());
      float[] from = centred ? centre : new float[5];
      double[] cosines = new double[3];
      for (int c = 0; c < 3; c++) {
        cosines[c] = cosine(minus(z, from), minus(means[c], from));
      }
      double length = Math.sqrt(Prototypes.squaredDistance(z, from));
      double[] logits = head.logits(z);
      for (int c = 0; c < 3; c++) {
        assertEquals(cosines[c] * length, logits[c], 1e-5);
      }
    }
  }

  private static float[] minus(float[] a, float[] b) {
    float[] rest = new float[a.length];
    for (int k = 0; k < a.length; k++) {
      rest[k] = a[k] - b[k];
    }
    return rest;
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    float[] origin = new float[a.length];
    for (int k = 0; k < a.length; k++) {
      product += (double) a[k] * b[k];
    }
    return product
        / Math.sqrt(Prototypes.squaredDistance(a, origin) * Prototypes.squaredDistance(b, origin));
  }

  @Test
  void optionsThatExcludeEachOtherAreRefused() {
    String message =
        assertThrows(
                FewShotException.class,
                () -> FewShotMethods.parse("prototypical:prototypes=2:compare=cosine"))
            .getMessage();
    assertTrue(message.contains("Of 'compare', 'prototypes' and 'refine' only one"), message);
  }
}
