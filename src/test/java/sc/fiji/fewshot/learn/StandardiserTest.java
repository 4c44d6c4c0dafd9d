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
  void theMetricShortensScatterWithinClassesAndKeepsUnitLength() {
    // (3, 4) / 5 along (1, 0) with gain 0.5: (1.5, 4) over its length, the root of 18.25.
    Standardiser standardiser =
        Standardiser.identity(2).with(new Whitening(new float[][] {{1, 0}}, new float[] {0.5f}));
    float length = (float) Math.sqrt(18.25);
    assertArrayEquals(
        new float[] {1.5f / length, 4 / length}, standardiser.apply(new float[] {3, 4}), 1e-6f);
  }

  @Test
  void theMetricWorksAlongObliqueDirections() {
    // Along (1, 1) / sqrt 2 with gain 3: (1, 0) becomes (1, 0) + 2 * (0.5, 0.5) = (2, 1).
    float half = (float) Math.sqrt(0.5);
    Standardiser standardiser =
        Standardiser.identity(2).with(new Whitening(new float[][] {{half, half}}, new float[] {3}));
    float length = (float) Math.sqrt(5);
    assertArrayEquals(
        new float[] {2 / length, 1 / length}, standardiser.apply(new float[] {1, 0}), 1e-6f);
  }

  @Test
  void anEmbeddingOfAnotherLengthIsRefused() {
    Standardiser standardiser = Standardiser.of(ROWS);
    assertThrows(IllegalArgumentException.class, () -> standardiser.apply(new float[2]));
  }
}
