package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.meta.BareBackbone;

class FewShotMethodsTest {

  private static final Support PAIRS =
      new Support(
          new float[][] {{1, 0}, {0.9f, 0.1f}, {0, 1}, {0.1f, 0.9f}}, new int[] {0, 0, 1, 1}, 2);

  private static final TaskContext CONTEXT =
      TaskContext.of(
          new BareBackbone(
              Optional.of(
                  new HeadStart(
                      new float[] {1, 1}, new float[2], new float[] {1, 0.1f, 0.1f, 0.1f}, 10))));

  @Test
  void autoIsTheDefault() {
    assertEquals("auto", FewShotMethods.names().get(0));
  }

  @Test
  void aClassWithTheAnnotationIsAMethod() {
    assertTrue(FewShotMethods.names().contains("nearest"), FewShotMethods.names().toString());
    Fitted fitted =
        FewShotMethods.parse("nearest:sharpness=10").fit(PAIRS, Standardiser.identity(2));
    assertEquals(1, fitted.leaveOneOutAccuracy());
    assertEquals(20, fitted.head().rows()[0][0], 1e-5f);
  }

  @Test
  void everyMethodWithEveryValueOfItsOptionsLearns() {
    for (FewShotMethod method : FewShotMethods.all()) {
      Fitted usual = method.in(CONTEXT).fit(PAIRS, Standardiser.identity(2));
      assertEquals(1, usual.leaveOneOutAccuracy(), method.name());
      for (MethodOption option : method.options()) {
        for (String value : option.values()) {
          String word = method.name() + ":" + option.key() + "=" + value;
          Fitted fitted =
              FewShotMethods.parse(word).in(CONTEXT).fit(PAIRS, Standardiser.identity(2));
          double[] p = fitted.probabilities(new float[] {1, 0});
          assertTrue(p[0] > p[1], word);
        }
      }
    }
  }

  @Test
  void whatMayBeChosenIsEveryMethodAndEachOfItsOptions() {
    List<String> words = FewShotMethods.words();
    assertEquals("auto", words.get(0));
    assertTrue(words.containsAll(FewShotMethods.names()));
    assertTrue(words.contains("features:head=logistic"), words.toString());
    assertFalse(words.contains("features:head=ridge"), "that is what 'features' is");
    words.forEach(FewShotMethods::parse);
    assertEquals(words.size(), words.stream().distinct().count());
  }

  @Test
  void aWordIsDescribedWithItsOptions() {
    FewShotMethod features = FewShotMethods.parse("features");
    assertEquals(features.describe(), FewShotMethods.describe("features"));
    assertEquals(
        features.describe() + " " + features.options().get(0).description(),
        FewShotMethods.describe("features:head=logistic"));
  }

  @Test
  void wrongWordsAreAnsweredWithTheRightOnes() {
    refused("nearst", "There is no method \"nearst\": choose one of auto, prototypical,");
    refused(
        "nearest:sharpness=7",
        "option 'sharpness' of method 'nearest' must be one of 100, 10, not '7'");
    refused("nearest:sharpness", "must be one of 100, 10, not ''");
    refused("nearest:size=1", "Method 'nearest' has no option 'size'; it has sharpness.");
    refused("auto:size=1", "Method 'auto' has no options; leave out 'size'.");
    refused("nearest:sharpness=10:sharpness=10", "is given twice");
  }

  private static void refused(String word, String expected) {
    String message =
        assertThrows(FewShotException.class, () -> FewShotMethods.parse(word)).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
