package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;

class AutoMethodTest {

  private static Fitted fit(Support support) {
    return new AutoMethod().fit(support, Standardiser.identity(support.dimension()));
  }

  @Test
  void withOneExampleAClassItIsRidge() {
    Fitted fitted = fit(Clouds.onAxes(3, 1, 5, 1, 0.1, 0));
    assertEquals("ridge", fitted.head().name());
    assertTrue(fitted.explanation().contains("only one example"), fitted.explanation());
  }

  @Test
  void whereMeansMisleadAnotherHeadIsChosen() {
    Support support = Clouds.elongated(12, 6, 3);
    Fitted chosen = fit(support);
    assertNotEquals("prototypical", chosen.head().name(), chosen.explanation());
    Fitted bare = new PrototypicalMethod().fit(support, Standardiser.identity(6));
    assertTrue(chosen.leaveOneOutLogLoss() < bare.leaveOneOutLogLoss());
    Support fresh = Clouds.elongated(300, 6, 4);
    assertTrue(accuracy(chosen, fresh) > accuracy(bare, fresh) + 0.1, chosen.explanation());
  }

  @Test
  void itTakesTheLeastLossUnlessRidgeIsWithinOneStandardError() {
    Support support = Clouds.onAxes(3, 6, 20, 1, 0.35, 8);
    Standardiser standardiser = Standardiser.identity(20);
    Fitted chosen = fit(support);
    double least = Double.POSITIVE_INFINITY;
    for (FewShotMethod method : AutoMethod.preferredFirst()) {
      least = Math.min(least, method.fit(support, standardiser).leaveOneOutLogLoss());
    }
    String reason = chosen.explanation();
    assertEquals(chosen.leaveOneOutLogLoss() > least, reason.contains("about as well as"), reason);
  }

  @Test
  void missingExamplesAreNamed() {
    Support onlyOne = new Support(new float[][] {{1}}, new int[] {0}, 1);
    assertTrue(
        assertThrows(FewShotException.class, () -> fit(onlyOne)).getMessage().contains("only one"));
    Support gap = new Support(new float[][] {{1}, {2}}, new int[] {0, 2}, 3);
    assertTrue(
        assertThrows(FewShotException.class, () -> fit(gap)).getMessage().contains("Class 2"));
    FewShotException none =
        assertThrows(FewShotException.class, () -> new Support(new float[0][], new int[0], 2));
    assertTrue(none.getMessage().contains("no examples yet"));
  }

  @Test
  void anUnknownMethodIsRefusedWithTheKnownOnes() {
    FewShotException e = assertThrows(FewShotException.class, () -> FewShotMethods.parse("magic"));
    assertTrue(e.getMessage().contains("auto, prototypical, features, metric"), e.getMessage());
  }

  private static double accuracy(Fitted fitted, Support queries) {
    Standardiser standardiser = Standardiser.identity(queries.dimension());
    int right = 0;
    for (int i = 0; i < queries.size(); i++) {
      double[] logits = fitted.head().logits(standardiser.apply(queries.embeddings()[i]));
      right += (logits[1] > logits[0] ? 1 : 0) == queries.labels()[i] ? 1 : 0;
    }
    return right / (double) queries.size();
  }
}
