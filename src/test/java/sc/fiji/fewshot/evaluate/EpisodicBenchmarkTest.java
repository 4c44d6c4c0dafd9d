package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.learn.AutoMethod;
import sc.fiji.fewshot.learn.PrototypicalMethod;
import sc.fiji.fewshot.learn.Standardiser;

class EpisodicBenchmarkTest {

  private static final int DIM = 8;

  @Test
  void separateClassesAreAllRecognised() {
    EpisodicResult result = run(4, 1);
    assertEquals(1, result.accuracy());
    assertEquals(0, result.ci95());
  }

  @Test
  void withoutDifferenceItIsChanceAndTheIntervalSaysHowSure() {
    EpisodicResult result = run(0, 1);
    assertEquals(1 / 3.0, result.accuracy(), 3 * result.ci95());
    // 15 guesses of probability 1/3 in each of 300 episodes, if they were independent.
    double independent = 1.96 * Math.sqrt(2 / 9.0 / 15 / 300);
    assertEquals(independent, result.ci95(), independent / 2);
  }

  @Test
  void threadsDoNotChangeTheNumbers() {
    assertEquals(run(1, 1), run(1, 2));
  }

  @Test
  void theMeanIntervalByHand() {
    MeanInterval interval = MeanInterval.of(new double[] {0.5, 0.7, 0.9});
    assertEquals(0.7, interval.mean(), 1e-12);
    assertEquals(1.96 * 0.2 / Math.sqrt(3), interval.halfWidth(), 1e-12);
  }

  @Test
  void tooFewImagesAreToldInOneSentence() {
    EpisodicBenchmark benchmark = benchmark(1);
    FewShotException e =
        assertThrows(
            FewShotException.class,
            () ->
                benchmark.run(
                    new PrototypicalMethod(), s -> Standardiser.identity(DIM), 3, 50, 5, 1, 0, 1));
    assertTrue(e.getMessage().contains("at least 51 images each"), e.getMessage());
  }

  private static EpisodicResult run(double distance, int threads) {
    return benchmark(distance)
        .run(new AutoMethod(), s -> Standardiser.identity(DIM), 3, 2, 5, 300, 0, threads);
  }

  private static EpisodicBenchmark benchmark(double distance) {
    Random random = new Random(1);
    float[][] rows = new float[90][DIM];
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 3;
      for (int k = 0; k < DIM; k++) {
        rows[i][k] = (float) ((k == labels[i] ? distance : 0) + 0.2 * random.nextGaussian());
      }
    }
    return new EpisodicBenchmark(rows, labels, 3);
  }
}
