package sc.fiji.fewshot.encode;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Devices;

/**
 * Many embeddings in the engine's memory, where their dot products with a few vectors take
 * milliseconds: 16,384 embeddings of 3,584 numbers are 235 MB, read once. Safe for use from several
 * threads; once closed, it says so instead of answering.
 */
public final class EmbeddingMatrix implements AutoCloseable {

  /** Rows that are multiplied at a time: enough for the engine, few enough to share out. */
  private static final int BLOCK = 2048;

  private final int rows;
  private final int dimension;
  private final NDManager manager;
  private final List<NDArray> blocks = new ArrayList<>();
  private final List<FloatBuffer> buffers;
  private boolean closed;

  /**
   * @param rows how many embeddings, at least 1; all zeros at first
   * @param dimension numbers in each
   * @throws FewShotException if memory is too little
   */
  public EmbeddingMatrix(int rows, int dimension) {
    this.rows = rows;
    this.dimension = dimension;
    manager = Devices.engine().newBaseManager(Device.cpu());
    try {
      for (int first = 0; first < rows; first += BLOCK) {
        blocks.add(manager.zeros(new Shape(Math.min(BLOCK, rows - first), dimension)));
      }
    } catch (EngineException e) {
      manager.close();
      throw DeviceMemory.isExhausted(e) ? tooLittle(e) : e;
    }
    buffers = blocks.stream().map(EngineMemory::read).toList();
  }

  private FewShotException tooLittle(EngineException e) {
    return new FewShotException(
        "There is too little memory for the %,d patches of a slice; choose a larger stride or close other images."
            .formatted(rows),
        e);
  }

  /**
   * @return number of embeddings
   */
  public int rows() {
    return rows;
  }

  /**
   * @return bytes that they take
   */
  public long bytes() {
    return (long) Float.BYTES * rows * dimension;
  }

  /**
   * @param row its number
   * @param embedding to be stored there; copied
   */
  public synchronized void set(int row, float[] embedding) {
    checkOpen();
    buffers.get(row / BLOCK).put(row % BLOCK * dimension, embedding);
  }

  /**
   * @param row its number
   * @return a copy of that embedding
   */
  public synchronized float[] get(int row) {
    float[] embedding = new float[dimension];
    checkOpen();
    buffers.get(row / BLOCK).get(row % BLOCK * dimension, embedding);
    return embedding;
  }

  /**
   * Dot products of all embeddings with some vectors.
   *
   * @param vectors each as long as an embedding
   * @param workers share the work
   * @return one row a vector, one column an embedding
   */
  public synchronized float[][] products(float[][] vectors, WorkerPool workers) {
    checkOpen();
    List<float[][]> parts =
        workers.map(
            blocks.size(),
            b -> {
              try (NDManager scope = manager.newSubManager();
                  NDArray embeddings = blocks.get(b).transpose()) {
                // In this order the engine takes two thirds of the time of embeddings times
                // vectors.
                return Rows.of(scope.create(vectors).matMul(embeddings));
              }
            });
    float[][] all = new float[vectors.length][rows];
    for (int b = 0; b < parts.size(); b++) {
      for (int v = 0; v < vectors.length; v++) {
        float[] part = parts.get(b)[v];
        System.arraycopy(part, 0, all[v], b * BLOCK, part.length);
      }
    }
    return all;
  }

  /**
   * Dot products of some of the embeddings with each other and with some vectors.
   *
   * @param rows numbers of the embeddings, at least one
   * @param vectors each as long as an embedding; may be none
   * @param workers share the work
   * @return one row for each of the rows; one column for each of the rows, then one a vector
   */
  public synchronized float[][] products(int[] rows, float[][] vectors, WorkerPool workers) {
    checkOpen();
    try (NDManager scope = manager.newSubManager()) {
      NDArray columns = gathered(scope, rows, vectors).transpose();
      int parts = Math.min(workers.threads(), rows.length);
      return workers
          .map(
              parts,
              p -> {
                int from = (int) ((long) rows.length * p / parts);
                int to = (int) ((long) rows.length * (p + 1) / parts);
                try (NDManager part = manager.newSubManager()) {
                  int[] own = Arrays.copyOfRange(rows, from, to);
                  NDArray products = gathered(part, own, new float[0][]).matMul(columns);
                  products.attach(part);
                  return Rows.of(products);
                }
              })
          .stream()
          .flatMap(Arrays::stream)
          .toArray(float[][]::new);
    }
  }

  private NDArray gathered(NDManager scope, int[] rows, float[][] vectors) {
    return EngineMemory.write(
        scope,
        new Shape(rows.length + vectors.length, dimension),
        target -> {
          for (int row : rows) {
            target.put(buffers.get(row / BLOCK).slice(row % BLOCK * dimension, dimension));
          }
          for (float[] vector : vectors) {
            target.put(vector);
          }
        });
  }

  /**
   * @throws IllegalStateException if it was closed
   */
  synchronized void checkOpen() {
    if (closed) {
      throw new IllegalStateException("these embeddings were given up");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    manager.close();
  }
}
