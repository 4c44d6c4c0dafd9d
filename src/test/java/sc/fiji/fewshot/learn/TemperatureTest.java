package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TemperatureTest {

  @Test
  void withoutLeftOutExamplesTheRuleOfThumbRemains() {
    double[][] none = {{Double.NaN, Double.NaN}};
    assertEquals(0.7, Temperature.fit(none, new int[] {0}, 0.7).value(), 1e-6);
  }

  @Test
  void theRuleOfThumbIsAnEighthOfTheMeanLead() {
    // Leads 3 - 1 and 5 - (-1): mean 4.
    double[][] seen = {{3, 1}, {-1, 5}};
    assertEquals(0.5, Temperature.ruleOfThumb(seen, new int[] {0, 1}), 1e-12);
  }

  @Test
  void findsTheLeastLossOfAll() {
    double[][] logits = {{4, 0}, {3, 1}, {0, 2}, {1, 2}, {2, 1.5}, {0, 5}};
    int[] labels = {0, 0, 1, 0, 1, 1};
    double found = Temperature.fit(logits, labels, 1).value();
    double least = loss(logits, labels, found);
    for (double log = -4; log <= 4; log += 0.01) {
      assertTrue(loss(logits, labels, Math.exp(log)) >= least - 1e-9, "at " + log);
    }
  }

  @Test
  void aFewSuccessesAreNoCertainty() {
    double[][] logits = {{2, 0}, {0, 2}, {2, 0}, {0, 2}};
    double value = Temperature.fit(logits, new int[] {0, 1, 0, 1}, 1).value();
    assertTrue(Softmax.of(logits[0], value)[0] < 0.9999, "temperature " + value);
    assertTrue(value < 1, "all were recognised: less doubt than by the rule of thumb");
  }

  private static double loss(double[][] logits, int[] labels, double temperature) {
    double off = Math.log(temperature) / Math.log(4);
    double sum = off * off / 2;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(Softmax.of(logits[i], temperature)[labels[i]]);
    }
    return sum;
  }
}
