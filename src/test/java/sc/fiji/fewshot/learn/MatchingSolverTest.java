package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MatchingSolverTest {

  private static final Support THREE =
      new Support(new float[][] {{2, 0}, {0, 3}, {1, 1}}, new int[] {0, 1, 1}, 2);

  @Test
  void probabilitiesAreTheAttentionThatAClassGets() {
    Head head = MatchingSolver.head(Kernel.of(THREE), 4).toHead("m", THREE.embeddings());
    float[] z = {0.6f, 0.8f};
    // Cosines by hand: 0.6, 0.8 and 1.4 / sqrt 2; the second class shares out what it has.
    double first = Math.exp(4 * 0.6);
    double second = (Math.exp(4 * 0.8) + Math.exp(4 * 1.4 / Math.sqrt(2))) / 2;
    assertArrayEquals(
        new double[] {first / (first + second), second / (first + second)},
        Softmax.of(head.logits(z)),
        1e-6);
  }

  @Test
  void twoHeapsOfOneClassAreBothFound() {
    Support heaps =
        new Support(
            new float[][] {{1, 0}, {1, 0.1f}, {-1, 0}, {-1, 0.1f}, {0, 1}, {0.1f, 1}},
            new int[] {0, 0, 0, 0, 1, 1},
            2);
    Fitted fitted = new MatchingMethod().fit(heaps, Standardiser.identity(2));
    double[] right = fitted.probabilities(new float[] {1, 0});
    double[] left = fitted.probabilities(new float[] {-1, 0});
    assertTrue(right[0] > 0.8 && left[0] > 0.8);
  }
}
