package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SoftmaxTest {

  private static final double LN3 = Math.log(3);

  @Test
  void oddsAreTheExponentialOfTheDifference() {
    assertArrayEquals(new double[] {0.25, 0.75}, Softmax.of(new double[] {0, LN3}), 1e-12);
  }

  @Test
  void aTemperatureOfTwoTakesTheRootOfTheOdds() {
    double odds = Math.sqrt(3);
    assertArrayEquals(
        new double[] {1 / (1 + odds), odds / (1 + odds)},
        Softmax.of(new double[] {0, LN3}, 2),
        1e-12);
  }

  @Test
  void hugeLogitsNeitherOverflowNorLoseTheirDifference() {
    assertArrayEquals(
        new double[] {0.25, 0.75}, Softmax.of(new double[] {100_000, 100_000 + LN3}), 1e-9);
  }

  @Test
  void logLossStaysExactWhereTheProbabilityIsZero() {
    double[] logits = {0, 5000};
    assertEquals(0, Softmax.of(logits)[0]);
    assertEquals(5000, Softmax.logLoss(logits, 1, 0), 1e-9);
    assertEquals(-Math.log(0.75), Softmax.logLoss(new double[] {0, LN3}, 1, 1), 1e-12);
  }
}
