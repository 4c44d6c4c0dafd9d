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
  private static final float[] KNOWN = {1, 0, 0};
  private static final NamedPrompts PROMPTS =
      new NamedPrompts(Map.of(0, KNOWN), List.of("lymphocyte", "other"));
  private static final FewShotMethod METHOD = new PrototypicalMethod();

  @Test
  void aKnownClassCountsAsOneMoreExample() {
    Support own = new Support(new float[][] {{1, 1, 0}, {0, 0, 1}}, new int[] {0, 1}, 2);
    Support helped =
        new Support(new float[][] {{1, 1, 0}, {0, 0, 1}, KNOWN}, new int[] {0, 1, 0}, 2);
    Fitted fitted = PROMPTS.fit(METHOD, own, UNIT);
    float[] query = {0.6f, 0, 0.8f};
    assertArrayEquals(
        METHOD.fit(helped, UNIT).head().logits(query), fitted.head().logits(query), 1e-12);
    assertTrue(
        fitted.explanation().contains("1 of 2 classes was helped by named prompts: lymphocyte."),
        fitted.explanation());
    assertEquals(2, fitted.leaveOneOutProbabilities().length, "the user's own examples only");
    assertFalse(
        Double.isNaN(fitted.leaveOneOutProbabilities()[0][0]),
        "the known class stands in while its only example is left out");
    assertEquals(1, fitted.leaveOneOutAccuracy());
  }

  @Test
  void fromThreeExamplesOnItIsLeftOut() {
    float[][] rows = {{1, 1, 0}, {1, 0.9f, 0}, {1, 0.8f, 0}, {0, 0, 1}};
    Support own = new Support(rows, new int[] {0, 0, 0, 1}, 2);
    assertNotHelped(own);
    Support two = new Support(Arrays.copyOfRange(rows, 1, 4), new int[] {0, 0, 1}, 2);
    assertTrue(PROMPTS.fit(METHOD, two, UNIT).explanation().contains("was helped"));
  }

  @Test
  void aNameThatTheExamplesContradictIsLeftOut() {
    assertNotHelped(new Support(new float[][] {{0, 1, 0}, {1, 0, 1}}, new int[] {0, 1}, 2));
  }

  private static void assertNotHelped(Support own) {
    Fitted fitted = PROMPTS.fit(METHOD, own, UNIT);
    assertTrue(
        fitted.explanation().startsWith("No class was helped by a named prompt."),
        fitted.explanation());
    float[] query = {0.6f, 0, 0.8f};
    assertArrayEquals(
        METHOD.fit(own, UNIT).head().logits(query), fitted.head().logits(query), 1e-12);
  }
}
