package sc.fiji.fewshot.evaluate.forest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.evaluate.Learner;
import sc.fiji.fewshot.evaluate.Recogniser;
import sc.fiji.fewshot.learn.Shots;

class ForestLearnerTest {

  /** 60 images of 3 classes that differ in one of 10 features each. */
  private static float[][] features() {
    Random random = new Random(5);
    float[][] rows = new float[60][10];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 10; k++) {
        rows[i][k] = (float) (random.nextGaussian() + (k % 3 == i % 3 ? 4 : 0));
      }
    }
    return rows;
  }

  private static final Shots SHOTS =
      new Shots(
          IntStream.range(0, 15).toArray(), IntStream.range(0, 15).map(i -> i % 3).toArray(), 3);

  @Test
  void itLearnsWhatIsPlain() {
    Recogniser recogniser = new ForestLearner(features()).learn(SHOTS, Learner.NONE);
    int right = 0;
    for (int i = 15; i < 60; i++) {
      double[] probabilities = recogniser.probabilities(i);
      assertEquals(1, DoubleStream.of(probabilities).sum(), 1e-9);
      right += Recogniser.mostProbable(probabilities) == i % 3 ? 1 : 0;
    }
    assertTrue(right >= 42, right + " of 45");
  }

  @Test
  void itIsTheSameForestEachTime() {
    ForestLearner learner = new ForestLearner(features());
    double[] first = learner.learn(SHOTS, Learner.NONE).probabilities(20);
    assertArrayEquals(first, learner.learn(SHOTS, Learner.NONE).probabilities(20));
  }
}
