package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  private static Measurement of(double... accuracies) {
    return new Measurement(5, accuracies, 0, new double[0]);
  }

  @Test
  void pairedDifferencesByHand() {
    // The episodes differ much, the methods by 0.1, 0.2 and 0.3: standard deviation 0.1.
    MeanInterval difference = of(0.3, 0.7, 1.0).minus(of(0.2, 0.5, 0.7));
    assertEquals(0.2, difference.mean(), 1e-12);
    assertEquals(1.96 * 0.1 / Math.sqrt(3), difference.halfWidth(), 1e-12);
  }

  @Test
  void onlyEpisodesThatBothTookPartInCount() {
    assertEquals(0.25, of(0.5, 0.5).minus(of(0.2, 0.3, 0.9, 0.9)).mean(), 1e-12);
    assertEquals(-0.25, of(0.2, 0.3, 0.9, 0.9).minus(of(0.5, 0.5)).mean(), 1e-12);
  }

  @Test
  void theMacroAverageByHand() {
    MeanInterval macro =
        MeanInterval.macroAverage(
            List.of(new MeanInterval(0.5, 0.03), new MeanInterval(0.9, 0.04)));
    assertEquals(0.7, macro.mean(), 1e-12);
    assertEquals(0.05 / 2, macro.halfWidth(), 1e-12);
  }

  @Test
  void aurocIsAMeanOrUnknown() {
    assertEquals(0.75, new Measurement(3, new double[1], 0, new double[] {0.5, 1}).auroc());
    assertTrue(Double.isNaN(of(1).auroc()));
  }
}
