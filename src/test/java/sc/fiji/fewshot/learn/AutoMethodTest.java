package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
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
  void whereMeansMisleadItIsBetterThanPrototypes() {
    Support support = Clouds.elongated(12, 6, 3);
    Fitted chosen = fit(support);
    Fitted bare = new PrototypicalMethod().fit(support, Standardiser.identity(6));
    assertTrue(chosen.leaveOneOutLogLoss() < bare.leaveOneOutLogLoss());
    Support fresh = Clouds.elongated(300, 6, 4);
    assertTrue(accuracy(chosen, fresh) > accuracy(bare, fresh) + 0.1, chosen.explanation());
  }

  @Test
  void probabilitiesOfBothHeadsAreMultiplied() {
    Support support = Clouds.onAxes(3, 6, 20, 1, 0.35, 8);
    Standardiser standardiser = Standardiser.identity(20);
    Fitted both = fit(support);
    Fitted ridge = new FeaturesMethod().fit(support, standardiser);
    Fitted covariances =
        FewShotMethods.parse("metric:form=class-covariance").fit(support, standardiser);
    for (float[] z : Clouds.onAxes(3, 5, 20, 1, 0.6, 9).embeddings()) {
      double[] product = both.head().logits(z);
      double[] first = ridge.probabilities(z);
      double[] second = covariances.probabilities(z);
      for (int c = 1; c < 3; c++) {
        double odds = first[c] / first[0] * second[c] / second[0];
        assertEquals(Math.log(odds), product[c] - product[0], 1e-4);
      }
    }
    for (int i = 0; i < support.size(); i++) {
      double[] first = ridge.leaveOneOutProbabilities()[i];
      double[] second = covariances.leaveOneOutProbabilities()[i];
      double[] product = both.leaveOneOutProbabilities()[i];
      double odds = first[1] / first[0] * second[1] / second[0];
      assertEquals(Math.log(odds), Math.log(product[1] / product[0]) * both.temperature(), 1e-6);
    }
    assertTrue(both.explanation().startsWith("Ridge and class covariances were combined. "));
  }

  @Test
  void rowsAreTheCombinationsOfTheExamplesThatItNames() {
    Support support = Clouds.onAxes(3, 4, 20, 1, 0.35, 8).standardised(Standardiser.identity(20));
    Fitted fitted = fit(support);
    assertEquals(3 + 12, fitted.combinations().length);
    for (int r = 0; r < fitted.combinations().length; r++) {
      for (int k = 0; k < 20; k++) {
        double sum = 0;
        for (int j = 0; j < support.size(); j++) {
          sum += fitted.combinations()[r][j] * support.embeddings()[j][k];
        }
        assertEquals(sum, fitted.head().rows()[r][k], 1e-4);
      }
    }
  }

  @Test
  void identicalExamplesOfAClassDoNoHarm() {
    for (int same = 2; same <= 8; same++) {
      Support all = Clouds.onAxes(3, 8, 600, 1, 0.3, same);
      float[][] rows = all.embeddings().clone();
      for (int i = 0; i < rows.length; i += 3) {
        rows[i] = i < 3 * same ? rows[0] : rows[i];
      }
      int kept = same;
      Support support =
          new Support(rows, all.labels(), 3)
              .only(IntStream.range(0, 24).filter(i -> i % 3 > 0 || i < 3 * kept).toArray());
      for (String word : FewShotMethods.words()) {
        if (word.equals("auto") || word.startsWith("metric") || word.startsWith("features")) {
          Fitted fitted = FewShotMethods.parse(word).fit(support, Standardiser.identity(600));
          assertTrue(fitted.probabilities(unit(rows[0]))[0] > 0.5, word + " " + same);
        }
      }
    }
  }

  private static float[] unit(float[] row) {
    return Standardiser.identity(row.length).apply(row);
  }

  @Test
  void logitsOfOneHeadHaveTheScaleOfThoseOfTwo() {
    Fitted one = fit(Clouds.onAxes(3, 1, 20, 1, 0.35, 8));
    Fitted two = fit(Clouds.onAxes(3, 6, 20, 1, 0.35, 8));
    assertEquals(1, one.temperature());
    assertEquals(1, two.temperature(), 0.9);
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
