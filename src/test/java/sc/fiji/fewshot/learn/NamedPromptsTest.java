package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedPromptsTest {

  private static final Standardiser UNIT = Standardiser.identity(3);
  private static final NamedPrompts PROMPTS =
      new NamedPrompts(
          Map.of(0, new float[] {1, 0, 0}, 1, new float[] {0, 1, 0}),
          List.of("lymphocyte", "monocyte", "other"));
  private static final FewShotMethod METHOD = new PrototypicalMethod();
  private static final float[] QUERY = {0.6f, 0, 0.8f};
  private static final float[][] ROWS = {{0.8f, 0.6f, 0}, {0, 0.6f, 0.8f}, {0, 0, 1}};

  @Test
  void knownClassesCountAsOneMoreExampleEachAroundTheMeanOfTheExamples() {
    Support own = new Support(ROWS, new int[] {0, 1, 2}, 3);
    // The mean of the first two examples is (0.4, 0.6, 0.4), that of the known ones (0.5, 0.5, 0).
    float[][] helped = {
      ROWS[0], ROWS[1], ROWS[2], {0.4f + 0.5f, 0.6f - 0.5f, 0.4f}, {0.4f - 0.5f, 0.6f + 0.5f, 0.4f}
    };
    Support more = new Support(helped, new int[] {0, 1, 2, 0, 1}, 3);
    Fitted fitted = PROMPTS.fit(METHOD, own, UNIT);
    assertArrayEquals(
        METHOD.fit(more, UNIT).head().logits(QUERY), fitted.head().logits(QUERY), 1e-6);
    assertTrue(
        fitted
            .explanation()
            .contains("2 of 3 classes were helped by named prompts: lymphocyte, monocyte."),
        fitted.explanation());
    double[][] leftOut = fitted.leaveOneOutProbabilities();
    assertEquals(3, leftOut.length, "the user's own examples only");
    assertFalse(Double.isNaN(leftOut[0][0]), "what is known stands in for the only example");
    assertTrue(Double.isNaN(leftOut[2][0]), "of this class nothing would remain");
  }

  @Test
  void fromThreeExamplesOnTheyAreLeftOut() {
    float[][] rows = {ROWS[0], ROWS[0], ROWS[0], ROWS[1], ROWS[2]};
    assertNotHelped(new Support(rows, new int[] {0, 0, 0, 1, 2}, 3));
    Support two = new Support(Arrays.copyOfRange(rows, 1, 5), new int[] {0, 0, 1, 2}, 3);
    assertTrue(PROMPTS.fit(METHOD, two, UNIT).explanation().contains("were helped"));
  }

  @Test
  void namesThatTheExamplesContradictAreLeftOut() {
    assertNotHelped(new Support(ROWS, new int[] {1, 0, 2}, 3));
  }

  @Test
  void aSingleKnownClassSaysNothing() {
    NamedPrompts one = new NamedPrompts(Map.of(0, new float[] {1, 0, 0}), PROMPTS.names());
    assertNotHelped(one, new Support(ROWS, new int[] {0, 1, 2}, 3));
  }

  private static void assertNotHelped(Support own) {
    assertNotHelped(PROMPTS, own);
  }

  private static void assertNotHelped(NamedPrompts prompts, Support own) {
    Fitted fitted = prompts.fit(METHOD, own, UNIT);
    assertTrue(
        fitted.explanation().startsWith("No class was helped by a named prompt."),
        fitted.explanation());
    assertArrayEquals(
        METHOD.fit(own, UNIT).head().logits(QUERY), fitted.head().logits(QUERY), 1e-6);
  }
}
