package sc.fiji.fewshot.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AxisWeightsTest {

  @Test
  void windowsCountCellsByTheShareThatTheyCover() {
    // Cells 2 to 6 of 8 pixels each span 16 to 56; windows of 16 pixels from 16 and from 20.
    AxisWeights weights = AxisWeights.of(new double[] {16, 20}, 16, 2, 5, 8);
    assertArrayEquals(
        new float[] {0.5f, 0.5f, 0, 0, 0, 0.25f, 0.5f, 0.25f, 0, 0}, weights.weights(), 1e-6f);
  }

  @Test
  void windowWithinOneCellIsThatCell() {
    AxisWeights weights = AxisWeights.of(new double[] {-7.5}, 3, -1, 2, 32);
    assertArrayEquals(new float[] {1, 0}, weights.weights(), 1e-6f);
  }

  @Test
  void windowBeyondTheCellsIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> AxisWeights.of(new double[] {16, 41}, 16, 2, 5, 8));
  }
}
