package sc.fiji.fewshot.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldOutTest {

  private static final int[] LABELS = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1};

  /** Logits whose lead of the true class has some mean and spread. */
  private static HeldOut withLead(double mean, double spread, long seed) {
    Random random = new Random(seed);
    double[][] logits = new double[LABELS.length][2];
    for (int i = 0; i < LABELS.length; i++) {
      logits[i][LABELS[i]] = mean + spread * random.nextGaussian();
    }
    return HeldOut.of(logits, LABELS);
  }

  @Test
  void whatWasNeverHeldOutDoesNotCount() {
    double[][] logits = {{3, 0}, null, {0, 3}, {0, 3}, null, {3, 0}};
    HeldOut heldOut = HeldOut.of(logits, new int[] {0, 1, 1, 1, 0, 1});
    assertEquals(0.75, heldOut.accuracy());
    assertTrue(Double.isNaN(heldOut.logLoss()[1]));
    assertTrue(Double.isFinite(heldOut.meanLogLoss()));
  }

  @Test
  void loudnessIsNoGain() {
    double[][] quiet = {{0.2, 0}, {0, 0.1}, {0.1, 0.15}, {0, 0.3}};
    double[][] loud = {{20, 0}, {0, 10}, {10, 15}, {0, 30}};
    int[] labels = {0, 1, 0, 1};
    assertEquals(
        HeldOut.of(quiet, labels).meanLogLoss(), HeldOut.of(loud, labels).meanLogLoss(), 1e-6);
  }

  @Test
  void onlyMoreThanNoiseIsClearlyBetter() {
    HeldOut poor = withLead(0.5, 1, 1);
    assertTrue(withLead(3, 0.5, 2).clearlyBetterThan(poor));
    assertFalse(poor.clearlyBetterThan(poor));
    assertFalse(poor.clearlyBetterThan(withLead(3, 0.5, 2)));
    int taken = 0;
    for (int seed = 10; seed < 210; seed++) {
      taken += withLead(0.5, 1, seed).clearlyBetterThan(withLead(0.5, 1, -seed)) ? 1 : 0;
    }
    assertTrue(taken <= 20, taken + " of 200 equal candidates were taken for better");
  }
}
