package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

  private static final ConfusionMatrix MATRIX =
      ConfusionMatrix.of(new int[] {0, 0, 0, 0, 1, 1}, new int[] {0, 0, 0, 1, 1, 0}, 3);

  @Test
  void rowsAreTruthAndColumnsAreGuesses() {
    assertArrayEquals(new int[][] {{3, 1, 0}, {1, 1, 0}, {0, 0, 0}}, MATRIX.counts());
  }

  @Test
  void accuracyCountsExamplesAndBalancedAccuracyClasses() {
    assertEquals(4 / 6.0, MATRIX.accuracy(), 1e-12);
    assertEquals((0.75 + 0.5) / 2, MATRIX.balancedAccuracy(), 1e-12);
  }
}
