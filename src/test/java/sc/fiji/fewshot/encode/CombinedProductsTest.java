package sc.fiji.fewshot.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CombinedProductsTest {

  private static final int ROWS = 2100;
  private static final int DIMENSION = 37;

  private final Random random = new Random(5);

  private float[] vector(int size) {
    float[] vector = new float[size];
    for (int k = 0; k < size; k++) {
      vector[k] = (float) random.nextGaussian();
    }
    return vector;
  }

  private float[][] vectors(int count, int size) {
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = vector(size);
    }
    return vectors;
  }

  @Test
  void areThoseOfAPlainLoopAndNotOfWhatWasAskedBefore() {
    float[][] embeddings = vectors(ROWS, DIMENSION);
    float[][] all = vectors(19, DIMENSION);
    float[][] weights = vectors(5, 19);
    try (WorkerPool two = new WorkerPool(2);
        WorkerPool one = new WorkerPool(1);
        EmbeddingMatrix matrix = new EmbeddingMatrix(ROWS, DIMENSION)) {
      for (int i = 0; i < ROWS; i++) {
        matrix.set(i, embeddings[i]);
      }
      float[][] atOnce = new CombinedProducts(matrix).of(all, weights, one);
      for (int r = 0; r < weights.length; r++) {
        for (int i = 0; i < ROWS; i++) {
          assertEquals(expected(embeddings[i], all, weights[r]), atOnce[r][i], 1e-3);
        }
      }
      CombinedProducts stepwise = new CombinedProducts(matrix);
      for (int count = 1; count < 19; count += 3) {
        float[][] some = Arrays.copyOf(all, count);
        // In another order, and one that is forgotten again.
        some[0] = all[18];
        stepwise.of(some, vectors(2, count), two);
      }
      assertArrayEquals(atOnce, stepwise.of(all, weights, two));
    }
  }

  @Test
  void areKeptForTheSameArraysUntilForgotten() {
    try (WorkerPool one = new WorkerPool(1)) {
      EmbeddingMatrix matrix = new EmbeddingMatrix(1, 2);
      matrix.set(0, new float[] {1, 10});
      CombinedProducts products = new CombinedProducts(matrix);
      float[] vector = {1, 0};
      float[][] twice = {{2}};
      assertEquals(2, products.of(new float[][] {vector}, twice, one)[0][0]);
      assertEquals(Float.BYTES, products.bytes());
      vector[1] = 1;
      assertEquals(2, products.of(new float[][] {vector}, twice, one)[0][0], "kept");
      assertEquals(22, products.of(new float[][] {vector.clone()}, twice, one)[0][0], "another");
      assertEquals(22, products.of(new float[][] {vector}, twice, one)[0][0], "not kept so long");
      products.forget();
      assertEquals(0, products.bytes());
      products.of(new float[][] {vector}, twice, one);
      matrix.close();
      assertThrows(
          IllegalStateException.class, () -> products.of(new float[][] {vector}, twice, one));
    }
  }

  private static double expected(float[] embedding, float[][] vectors, float[] weights) {
    double sum = 0;
    for (int v = 0; v < vectors.length; v++) {
      for (int k = 0; k < embedding.length; k++) {
        sum += (double) weights[v] * vectors[v][k] * embedding[k];
      }
    }
    return sum;
  }
}
