package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClopperPearsonTest {

  @Test
  void withoutSuccessTheUpperLimitIsARoot() {
    // (1 - p)^5 = 0.025
    ClopperPearson interval = ClopperPearson.of(0, 5);
    assertEquals(0, interval.low());
    assertEquals(1 - Math.pow(0.025, 0.2), interval.high(), 1e-9);
  }

  @Test
  void eachLimitLeavesATailOfAFortieth() {
    ClopperPearson interval = ClopperPearson.of(8, 10);
    assertEquals(0.025, atLeast(8, 10, interval.low()), 1e-9);
    assertEquals(0.025, 1 - atLeast(9, 10, interval.high()), 1e-9);
  }

  @Test
  void withoutTrialsNothingIsKnown() {
    assertEquals(new ClopperPearson(0, 1), ClopperPearson.of(0, 0));
  }

  private static double atLeast(int successes, int trials, double p) {
    double sum = 0;
    for (int k = successes; k <= trials; k++) {
      double ways = 1;
      for (int j = 1; j <= k; j++) {
        ways *= (trials - k + j) / (double) j;
      }
      sum += ways * Math.pow(p, k) * Math.pow(1 - p, trials - k);
    }
    return sum;
  }
}
