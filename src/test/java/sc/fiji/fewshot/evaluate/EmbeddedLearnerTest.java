package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.PrototypicalMethod;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.Standardiser;

class EmbeddedLearnerTest {

  private static final float[][] ROWS = {{1, 0.1f}, {0.1f, 1}, {0.9f, 0.8f}, {5, 1}, {4, 9}};
  private static final Shots SHOTS = new Shots(new int[] {0, 1}, new int[] {0, 1}, 2);

  private static EmbeddedLearner learner(float[][] asQuery) {
    return new EmbeddedLearner(
        ROWS, asQuery, new PrototypicalMethod(), s -> Standardiser.identity(2));
  }

  @Test
  void withoutUnlabelledImagesNoQueryChangesAnother() {
    float[][] others = ROWS.clone();
    others[3] = new float[] {-50, 3};
    assertArrayEquals(
        learner(ROWS).learn(SHOTS, Learner.NONE).probabilities(2),
        learner(others).learn(SHOTS, Learner.NONE).probabilities(2));
  }

  @Test
  void unlabelledImagesChangeTheScale() {
    double[] inductive = learner(ROWS).learn(SHOTS, Learner.NONE).probabilities(2);
    double[] transductive = learner(ROWS).learn(SHOTS, new int[] {2, 3, 4}).probabilities(2);
    assertFalse(Arrays.equals(inductive, transductive));
  }

  @Test
  void examplesAndQueriesMayBeEmbeddedDifferently() {
    float[][] swapped = ROWS.clone();
    swapped[0] = ROWS[1];
    double[] probabilities = learner(swapped).learn(SHOTS, Learner.NONE).probabilities(0);
    assertEquals(1, Recogniser.mostProbable(probabilities));
  }

  @Test
  void headInputsAreWhatTheHeadSees() {
    Episode episode =
        new Episode(
            new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 1}, new int[] {3}, new int[] {0});
    HeadInputs inputs = learner(ROWS).headInputs(episode).orElseThrow();
    float length = (float) Math.sqrt(26);
    assertArrayEquals(new float[] {5 / length, 1 / length}, inputs.query()[0], 1e-6f);
    assertEquals("prototypical", inputs.head());
  }
}
