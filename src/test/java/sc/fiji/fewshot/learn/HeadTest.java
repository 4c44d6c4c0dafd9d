package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HeadTest {

  private static final float[][] ROWS = {{1, 0}, {0, 1}, {1, 1}};
  private static final float[] BIAS = {0.5f, 0, -1};
  private static final float[] Z = {2, 3};

  @Test
  void linearRowsAreTheLogits() {
    Head head = Head.linear("any", ROWS, BIAS);
    assertArrayEquals(new double[] {2.5, 3, 4}, head.logits(Z));
  }

  @Test
  void severalRowsOfAClassAreSummedAsExponentials() {
    Head head = new Head("any", Combination.LOG_SUM_EXP, ROWS, BIAS, new int[] {0, 1, 0});
    double[] logits = head.logits(Z);
    assertEquals(Math.log(Math.exp(2.5) + Math.exp(4)), logits[0], 1e-12);
    assertEquals(3, logits[1], 1e-12);
    double[] probabilities = Softmax.of(logits);
    double all = Math.exp(2.5) + Math.exp(3) + Math.exp(4);
    assertEquals(Math.exp(3) / all, probabilities[1], 1e-12);
  }

  @Test
  void exponentialsDoNotOverflow() {
    Head head =
        new Head(
            "any",
            Combination.LOG_SUM_EXP,
            ROWS,
            new float[] {5000, 5000, -9e9f},
            new int[] {0, 1, 1});
    assertArrayEquals(new double[] {5002, 5003}, head.logits(Z), 1e-9);
  }

  @Test
  void furtherRowsAddTheirSquares() {
    Head head = new Head("any", Combination.SQUARES, ROWS, BIAS, new int[] {0, 1, 1});
    assertArrayEquals(new double[] {2.5, 3 + 4 * 4}, head.logits(Z), 1e-12);
  }

  @Test
  void manyAtOnceGetWhatEachGets() {
    float[][] many = {Z, {-1, 0.5f}, {0, 0}, {4, -3}};
    for (Combination combination : Combination.values()) {
      Head head =
          combination == Combination.LINEAR
              ? Head.linear("any", ROWS, BIAS)
              : new Head("any", combination, ROWS, BIAS, new int[] {0, 1, 0});
      double[][] logits = head.logits(many);
      for (int i = 0; i < many.length; i++) {
        assertArrayEquals(head.logits(many[i]), logits[i], 1e-5);
      }
      assertEquals(0, head.logits(new float[0][]).length);
      assertThrows(IllegalArgumentException.class, () -> head.logits(new float[][] {Z, {1}}));
    }
  }

  @Test
  void rowsOfNoClassAndClassesWithoutRowsAreRefused() {
    for (int[] classOf : new int[][] {{0, 2, 2}, {0, 0}, {-1, 0, 1}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Head("any", Combination.LOG_SUM_EXP, ROWS, BIAS, classOf));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new Head("any", Combination.SQUARES, ROWS, BIAS, new int[] {1, 0, 0}));
  }
}
