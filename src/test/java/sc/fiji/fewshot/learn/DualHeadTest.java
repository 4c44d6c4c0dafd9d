package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DualHeadTest {

  private static final double[] SIMILARITIES = {0.5, -2};

  /** Logits of 1 - 2 + 3 + 0.25 and of 0.5 + 4. */
  private static final DualHead SQUARES =
      new DualHead(
          Combination.SQUARES,
          new double[][] {{2, 1}, {1, 0}, {1, 0}, {0, 1}},
          new double[] {3, 0, 0, 0},
          new int[] {0, 1, 0, 1});

  @Test
  void dividedLogitsAreDividedWhateverTheCombination() {
    assertArrayEquals(new double[] {2.25, 4.5}, SQUARES.logits(SIMILARITIES), 1e-12);
    assertArrayEquals(
        new double[] {2.25 / 3, 1.5}, SQUARES.dividedBy(3).logits(SIMILARITIES), 1e-12);
  }

  @Test
  void logitsOfALinearHeadAreAdded() {
    DualHead linear = DualHead.linear(new double[][] {{2, 0}, {0, 2}}, new double[] {1, -1});
    assertArrayEquals(new double[] {2, -5}, linear.logits(SIMILARITIES), 1e-12);
    assertArrayEquals(new double[] {4.25, -0.5}, SQUARES.plus(linear).logits(SIMILARITIES), 1e-12);
    assertArrayEquals(
        new double[] {3, -7.5}, linear.plus(linear.dividedBy(2)).logits(SIMILARITIES), 1e-12);
  }

  @Test
  void whatCannotBeScaledOrAddedIsRefused() {
    DualHead soft =
        new DualHead(
            Combination.LOG_SUM_EXP, new double[][] {{1, 0}, {0, 1}}, new double[2], new int[2]);
    assertThrows(IllegalArgumentException.class, () -> soft.dividedBy(2));
    assertThrows(IllegalArgumentException.class, () -> soft.plus(SQUARES));
    assertThrows(IllegalArgumentException.class, () -> SQUARES.plus(SQUARES));
  }
}
