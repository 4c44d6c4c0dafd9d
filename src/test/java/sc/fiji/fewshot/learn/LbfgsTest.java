package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class LbfgsTest {

  @Test
  void itFindsTheBottomOfRosenbrocksValley() {
    Objective valley =
        (x, g) -> {
          double a = 1 - x[0];
          double b = x[1] - x[0] * x[0];
          g[0] = -2 * a - 400 * x[0] * b;
          g[1] = 200 * b;
          return a * a + 100 * b * b;
        };
    assertArrayEquals(
        new double[] {1, 1}, Lbfgs.minimise(valley, new double[] {-1.2, 1}, 200, 1e-9), 1e-6);
  }
}
