package sc.fiji.fewshot.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AurocTest {

  @Test
  void theShareOfPairsInTheRightOrderTiesCountingHalf() {
    // 2 beats 1, ties with 2, loses to 3; 4 beats all three.
    assertEquals(4.5 / 6, Auroc.of(new double[] {3, 1, 2}, new double[] {4, 2}), 1e-12);
  }

  @Test
  void allAndNothing() {
    assertEquals(1, Auroc.of(new double[] {-2, -1}, new double[] {0, 5}));
    assertEquals(0, Auroc.of(new double[] {0, 5}, new double[] {-2, -1}));
    assertEquals(0.5, Auroc.of(new double[] {0, 0, 0}, new double[] {0}));
    assertTrue(Double.isNaN(Auroc.of(new double[0], new double[] {1})));
  }
}
