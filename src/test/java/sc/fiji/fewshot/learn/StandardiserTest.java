package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StandardiserTest {

  private static final float[][] ROWS = {{1, 10, 7}, {3, 30, 7}};

  @Test
  void takesMeanAndPopulationDeviation() {
    Standardiser standardiser = Standardiser.of(ROWS);
    assertArrayEquals(new float[] {2, 20, 7}, standardiser.mean());
    assertArrayEquals(new float[] {1, 10, 1}, standardiser.sd());
  }

  @Test
  void scalesToDeviationsAndThenToUnitLength() {
    // (2+3, 20+40) is 3 and 4 deviations off: over 5 that is 0.6 and 0.8.
    assertArrayEquals(
        new float[] {0.6f, 0.8f, 0}, Standardiser.of(ROWS).apply(new float[] {5, 60, 7}), 1e-7f);
  }

  @Test
  void whatIsFartherThanFiveDeviationsIsCutOff() {
    float half = (float) Math.sqrt(0.5);
    assertArrayEquals(
        new float[] {half, -half, 0},
        Standardiser.of(ROWS).apply(new float[] {2000, -4000, 7}),
        1e-6f);
  }

  @Test
  void theMeanItselfHasNoDirection() {
    assertArrayEquals(new float[3], Standardiser.of(ROWS).apply(new float[] {2, 20, 7}));
  }

  @Test
  void blendingIsTheMixtureOfTheTwoDistributions() {
    // Half of N(0, 1), half of the rows -3 and 5: mean 0.5, second moment (1 + 17) / 2 = 9.
    Standardiser mixed = Standardiser.identity(1).blend(new float[][] {{-3}, {5}}, 0.5);
    assertArrayEquals(new float[] {0.5f}, mixed.mean(), 1e-6f);
    assertArrayEquals(new float[] {(float) Math.sqrt(9 - 0.25)}, mixed.sd(), 1e-6f);
  }

  @Test
  void anEmbeddingOfAnotherLengthIsRefused() {
    Standardiser standardiser = Standardiser.of(ROWS);
    assertThrows(IllegalArgumentException.class, () -> standardiser.apply(new float[2]));
  }
}
