package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowProductsTest {

  @Test
  void eachIsTheSumOfAPlainLoopToTheLastBit() {
    Random random = new Random(3);
    float[] z = numbers(random, 301);
    for (int count = 1; count <= 11; count++) {
      float[] start = numbers(random, count);
      float[][] rows = new float[count][];
      for (int r = 0; r < count; r++) {
        rows[r] = numbers(random, z.length);
      }
      double[] sums = RowProducts.of(start, rows, z);
      double[] exact = RowProducts.of(wide(start), wide(rows), wide(z));
      for (int r = 0; r < count; r++) {
        double sum = start[r];
        for (int k = 0; k < z.length; k++) {
          sum += (double) rows[r][k] * z[k];
        }
        assertEquals(sum, sums[r], "row " + r + " of " + count);
        assertEquals(sum, exact[r], "row " + r + " of " + count + ", double");
      }
    }
  }

  private static double[][] wide(float[][] rows) {
    return Arrays.stream(rows).map(RowProductsTest::wide).toArray(double[][]::new);
  }

  private static double[] wide(float[] numbers) {
    return IntStream.range(0, numbers.length).mapToDouble(k -> numbers[k]).toArray();
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int k = 0; k < count; k++) {
      numbers[k] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
