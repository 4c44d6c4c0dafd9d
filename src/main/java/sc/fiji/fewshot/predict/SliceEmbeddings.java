package sc.fiji.fewshot.predict;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import sc.fiji.fewshot.encode.CombinedProducts;
import sc.fiji.fewshot.encode.EmbeddingMatrix;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Combination;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.FittedHead;
import sc.fiji.fewshot.learn.Softmax;
import sc.fiji.fewshot.learn.Support;

/**
 * The standardised embeddings of all patches of a slice. They do not depend on what was learnt, so
 * whatever is learnt next, the slice is classified by matrix products alone. Safe for use from
 * several threads; to be closed.
 */
public final class SliceEmbeddings implements AutoCloseable {

  private final PatchGrid grid;
  private final int slice;
  private final EmbeddingMatrix matrix;
  private final CombinedProducts withExamples;

  /**
   * @param grid where the patches lie
   * @param slice 0-based
   * @param matrix one row a cell of the grid, row by row, each of length 1 or 0; belongs to this
   */
  SliceEmbeddings(PatchGrid grid, int slice, EmbeddingMatrix matrix) {
    this.grid = grid;
    this.slice = slice;
    this.matrix = matrix;
    withExamples = new CombinedProducts(matrix);
  }

  /**
   * @return where the patches lie
   */
  public PatchGrid grid() {
    return grid;
  }

  /**
   * @return 0-based number of the slice
   */
  public int slice() {
    return slice;
  }

  /**
   * @return bytes that the embeddings take, and what is kept besides
   */
  public long bytes() {
    return matrix.bytes() + withExamples.bytes();
  }

  /**
   * @param cell its number, row by row
   * @return a copy of the standardised embedding of its patch
   */
  public float[] embedding(int cell) {
    return matrix.get(cell);
  }

  /**
   * @param x column of the image
   * @param y row of the image
   * @return the number of the cell whose patch is centred nearest to there
   */
  public int cellAt(double x, double y) {
    return nearest(y, grid.stride(), grid.rows()) * grid.columns()
        + nearest(x, grid.stride(), grid.columns());
  }

  private static int nearest(double position, int stride, int count) {
    return (int) Math.max(0, Math.min(count - 1, Math.floor(position / stride)));
  }

  /**
   * How alike all patches are to a vector.
   *
   * @param z standardised embedding
   * @param workers share the work
   * @return cosine of the angle to each cell's embedding, -1 to 1, row by row
   */
  public float[] similarity(float[] z, WorkerPool workers) {
    return matrix.products(new float[][] {z}, workers)[0];
  }

  /**
   * How alike some patches are to each other and to some vectors.
   *
   * @param cells their numbers, at least one
   * @param z standardised embeddings; may be none
   * @param workers share the work
   * @return one row for each of the cells; one column for each of the cells, then one a vector:
   *     cosines, -1 to 1
   */
  public float[][] similarities(int[] cells, float[][] z, WorkerPool workers) {
    return matrix.products(cells, z, workers);
  }

  /**
   * Classifies the slice. Where a head has many rows, what the embeddings have in common with each
   * example is kept for the next time, so that one more example costs one pass over the embeddings.
   *
   * @param head what was learnt
   * @param support from which
   * @param workers share the work
   * @return the prediction, as {@link GridPredictor#slice} gives it but for rounding
   */
  public GridPrediction predict(FittedHead head, Support support, WorkerPool workers) {
    Fitted fitted = head.fitted();
    float[] bias = fitted.head().bias();
    float[][] prototypes = head.unknown().prototypes();
    int classes = prototypes.length;
    double[] lengths = new double[classes];
    for (int c = 0; c < classes; c++) {
      lengths[c] = squaredLength(prototypes[c]);
    }
    float[][] products = products(head, support, workers);
    Scores scores = Scores.empty(classes, matrix.rows(), ScoreRoom.HEAP);
    double[] values = new double[bias.length];
    double[] squares = new double[classes];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int r = 0; r < values.length; r++) {
        values[r] = bias[r] + (double) products[r][i];
      }
      for (int c = 0; c < classes; c++) {
        // The embeddings have length 1, so |z - p|^2 = 1 + |p|^2 - 2 zp.
        squares[c] = 1 + lengths[c] - 2.0 * products[values.length + c][i];
      }
      double[] probabilities = Softmax.of(fitted.head().combine(values), fitted.temperature());
      scores.set(i, probabilities, head.unknown().scoreAt(squares, StatUtils.max(probabilities)));
    }
    return new GridPrediction(grid, slice, scores, head.unknown().threshold());
  }

  /** With the rows of the head, then with the prototypes. */
  private float[][] products(FittedHead head, Support support, WorkerPool workers) {
    float[][] prototypes = head.unknown().prototypes();
    double[][] combinations = head.fitted().combinations();
    if (combinations.length == 0 || head.fitted().head().combination() == Combination.LINEAR) {
      // Few rows cost no more than the products with one new example.
      withExamples.forget();
      return matrix.products(joined(head.fitted().head().rows(), prototypes), workers);
    }
    if (combinations[0].length != support.size()) {
      throw new IllegalArgumentException(
          "a head of " + combinations[0].length + " examples, not " + support.size());
    }
    int[] counts = support.counts();
    float[][] means = new float[prototypes.length][support.size()];
    for (int j = 0; j < support.size(); j++) {
      int label = support.labels()[j];
      means[label][j] = 1f / counts[label];
    }
    return withExamples.of(support.embeddings(), joined(single(combinations), means), workers);
  }

  private static float[][] joined(float[][] first, float[][] then) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(then)).toArray(float[][]::new);
  }

  private static float[][] single(double[][] rows) {
    float[][] single = new float[rows.length][rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      for (int k = 0; k < single[r].length; k++) {
        single[r][k] = (float) rows[r][k];
      }
    }
    return single;
  }

  private static double squaredLength(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return sum;
  }

  @Override
  public void close() {
    matrix.close();
  }
}
