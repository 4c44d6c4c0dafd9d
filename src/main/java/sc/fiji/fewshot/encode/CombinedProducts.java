package sc.fiji.fewshot.encode;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sc.fiji.fewshot.backbone.Devices;

/**
 * Dot products of all embeddings of a matrix with combinations of some vectors. The products with
 * the vectors themselves are kept as long as the same vectors are asked for, so one more vector
 * costs one pass over the embeddings, however many combinations there are. Safe for use from
 * several threads. Results depend on neither what was asked before nor how many threads there are.
 */
public final class CombinedProducts {

  /** Embeddings that are combined at a time. */
  private static final int BLOCK = 2048;

  /** Vectors that are multiplied in one pass. */
  private static final int TOGETHER = 8;

  private final EmbeddingMatrix matrix;
  private Map<float[], float[]> known = new IdentityHashMap<>();

  /** For those who only ask how much is kept, while others multiply. */
  private volatile int kept;

  /**
   * @param matrix of embeddings; stays the caller's
   */
  public CombinedProducts(EmbeddingMatrix matrix) {
    this.matrix = matrix;
  }

  /**
   * @param vectors each as long as an embedding; an array that was given the last time is taken to
   *     hold the same numbers
   * @param weights one row a combination, one column a vector
   * @param workers share the work
   * @return one row a combination, one column an embedding
   * @throws IllegalStateException if the matrix was closed
   */
  public synchronized float[][] of(float[][] vectors, float[][] weights, WorkerPool workers) {
    matrix.checkOpen();
    float[][] products = products(vectors, workers);
    int rows = matrix.rows();
    float[][] combined = new float[weights.length][rows];
    workers.map(
        (rows + BLOCK - 1) / BLOCK,
        b -> {
          int from = b * BLOCK;
          float[][] part = combined(products, weights, from, Math.min(rows, from + BLOCK));
          for (int r = 0; r < part.length; r++) {
            System.arraycopy(part[r], 0, combined[r], from, part[r].length);
          }
          return b;
        });
    return combined;
  }

  /**
   * @return bytes that the products take which are kept; returns at once
   */
  public long bytes() {
    return (long) Float.BYTES * kept * matrix.rows();
  }

  /** Keeps no products any longer. */
  public synchronized void forget() {
    keep(new IdentityHashMap<>());
  }

  private float[][] products(float[][] vectors, WorkerPool workers) {
    List<float[]> fresh = Arrays.stream(vectors).filter(v -> !known.containsKey(v)).toList();
    Map<float[], float[]> next = new IdentityHashMap<>();
    for (int from = 0; from < fresh.size(); from += TOGETHER) {
      int count = Math.min(TOGETHER, fresh.size() - from);
      // Always as many, since the engine's rounding depends on that.
      float[][] filled = new float[TOGETHER][vectors[0].length];
      for (int v = 0; v < count; v++) {
        filled[v] = fresh.get(from + v);
      }
      float[][] columns = matrix.products(filled, workers);
      for (int v = 0; v < count; v++) {
        next.put(filled[v], columns[v]);
      }
    }
    float[][] all = new float[vectors.length][];
    for (int v = 0; v < all.length; v++) {
      all[v] = next.computeIfAbsent(vectors[v], known::get);
    }
    keep(next);
    return all;
  }

  private void keep(Map<float[], float[]> products) {
    known = products;
    kept = products.size();
  }

  private static float[][] combined(float[][] products, float[][] weights, int from, int to) {
    float[][] columns =
        IntStream.range(0, products.length)
            .mapToObj(v -> Arrays.copyOfRange(products[v], from, to))
            .toArray(float[][]::new);
    try (NDManager scope = Devices.engine().newBaseManager(Device.cpu())) {
      return Rows.of(scope.create(weights).matMul(scope.create(columns)));
    }
  }
}
