package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CalibrationErrorTest {

  @Test
  void theDistanceOfConfidenceAndAccuracyInABin() {
    double[] confidence = {0.95, 0.95, 0.97, 0.97};
    boolean[] correct = {true, true, true, false};
    assertEquals(0.96 - 0.75, CalibrationError.of(confidence, correct), 1e-12);
  }

  @Test
  void tooSureAndTooModestDoNotCancelOut() {
    // 0.5 is in bin 7 and should have been 1; 1.0 belongs to the last bin and should have been 0.
    assertEquals(
        (0.5 + 1) / 2,
        CalibrationError.of(new double[] {0.5, 1}, new boolean[] {true, false}),
        1e-12);
  }

  @Test
  void withinABinTheyDo() {
    // 7/15 = 0.4667 and 8/15 = 0.5333 are the limits of bin 7.
    assertEquals(
        0, CalibrationError.of(new double[] {0.49, 0.51}, new boolean[] {true, false}), 1e-12);
    assertEquals(
        0.5, CalibrationError.of(new double[] {0.46, 0.54}, new boolean[] {true, true}), 1e-12);
    assertTrue(Double.isNaN(CalibrationError.of(new double[0], new boolean[0])));
  }
}
