package sc.fiji.fewshot.learn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.stream.IntStream;
import sc.fiji.fewshot.backbone.Devices;

/**
 * What every method here comes down to when it has learnt: rows of weights with a bias each, which
 * belong to classes, and a way to combine the rows of a class. So a prediction is one small matrix
 * product whatever the method, and a classifier file needs one format for all.
 *
 * @param name of what made it, such as {@code ridge}
 * @param combination how the values of the rows become logits
 * @param rows each as long as a standardised embedding
 * @param bias one a row
 * @param classOf the class of each row; every class has one, and the first rows are those of the
 *     classes in their order where the combination says so
 */
public record Head(
    String name, Combination combination, float[][] rows, float[] bias, int[] classOf) {

  /** Checks that all parts fit each other. */
  public Head {
    if (rows.length == 0 || rows.length != bias.length || rows.length != classOf.length) {
      throw new IllegalArgumentException(
          rows.length + " rows, " + bias.length + " biases, " + classOf.length + " classes");
    }
    for (float[] row : rows) {
      if (row.length != rows[0].length) {
        throw new IllegalArgumentException("rows of unequal length");
      }
    }
    checkClasses(combination, classOf);
  }

  private static void checkClasses(Combination combination, int[] classOf) {
    int classes = count(classOf);
    boolean[] seen = new boolean[classes];
    for (int r = 0; r < classOf.length; r++) {
      boolean leading = combination != Combination.LOG_SUM_EXP && r < classes;
      if (classOf[r] < 0 || leading && classOf[r] != r) {
        throw new IllegalArgumentException("row " + r + " of class " + classOf[r]);
      }
      seen[classOf[r]] = true;
    }
    for (boolean has : seen) {
      if (!has || combination == Combination.LINEAR && classes != classOf.length) {
        throw new IllegalArgumentException(classOf.length + " rows, " + classes + " classes");
      }
    }
  }

  private static int count(int[] classOf) {
    return Arrays.stream(classOf).max().orElse(-1) + 1;
  }

  /**
   * A linear head.
   *
   * @param name of what made it
   * @param weights one row a class
   * @param bias one a class
   */
  public static Head linear(String name, float[][] weights, float[] bias) {
    int[] classOf = IntStream.range(0, weights.length).toArray();
    return new Head(name, Combination.LINEAR, weights, bias, classOf);
  }

  /** How many classes there are. */
  public int classes() {
    return count(classOf);
  }

  /** How many numbers an embedding has. */
  public int dimension() {
    return rows[0].length;
  }

  /**
   * The logit of each class.
   *
   * @param z a standardised embedding
   */
  public double[] logits(float[] z) {
    check(z);
    return combine(RowProducts.of(bias, rows, z));
  }

  private void check(float[] z) {
    if (z.length != dimension()) {
      throw new IllegalArgumentException(
          "an embedding of " + z.length + " numbers, not " + dimension());
    }
  }

  /**
   * The logits of many embeddings: as one by one, but for rounding where a class has several rows,
   * which the engine multiplies all at once.
   *
   * @param many standardised embeddings
   * @return one row an embedding, one column a class
   */
  public double[][] logits(float[][] many) {
    if (combination == Combination.LINEAR || many.length == 0) {
      return Arrays.stream(many).map(this::logits).toArray(double[][]::new);
    }
    for (float[] z : many) {
      check(z);
    }
    double[][] logits = new double[many.length][];
    try (NDManager manager = Devices.engine().newBaseManager(Device.cpu())) {
      NDArray embeddings = manager.create(many).transpose();
      float[] products = manager.create(rows).matMul(embeddings).toFloatArray();
      double[] values = new double[rows.length];
      for (int i = 0; i < many.length; i++) {
        for (int r = 0; r < values.length; r++) {
          values[r] = bias[r] + (double) products[r * many.length + i];
        }
        logits[i] = combine(values);
      }
    }
    return logits;
  }

  /**
   * The logit of each class where the rows have been multiplied already.
   *
   * @param values for each row, its product with the embedding plus its bias; not needed afterwards
   */
  public double[] combine(double[] values) {
    return combination.logits(values, classOf, classes());
  }
}
