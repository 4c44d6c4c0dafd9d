package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A head whose rows are still combinations of the examples: w_r = sum over j of alpha_rj z_j.
 *
 * @param combination how the values of the rows become logits
 * @param alpha one row a row of the head, one column an example
 * @param bias one a row
 * @param classOf the class of each row
 */
record DualHead(Combination combination, double[][] alpha, double[] bias, int[] classOf) {

  /** With one row a class. */
  static DualHead linear(double[][] alpha, double[] bias) {
    return new DualHead(Combination.LINEAR, alpha, bias, IntStream.range(0, bias.length).toArray());
  }

  /** The logits of an embedding of which only the dot products with the examples are known. */
  double[] logits(double[] similarities) {
    int classes = IntStream.of(classOf).max().orElse(-1) + 1;
    return combination.logits(RowProducts.of(bias, alpha, similarities), classOf, classes);
  }

  /**
   * The same with all logits divided.
   *
   * @param temperature above 0
   * @throws IllegalArgumentException for {@code LOG_SUM_EXP}, of which the rows cannot be scaled
   */
  DualHead dividedBy(double temperature) {
    if (combination == Combination.LOG_SUM_EXP) {
      throw new IllegalArgumentException("rows of " + combination);
    }
    double[][] scaled = new double[alpha.length][];
    double[] biases = new double[bias.length];
    for (int r = 0; r < scaled.length; r++) {
      boolean squared = combination == Combination.SQUARES && r != classOf[r];
      double divisor = squared ? Math.sqrt(temperature) : temperature;
      scaled[r] = Arrays.stream(alpha[r]).map(a -> a / divisor).toArray();
      biases[r] = bias[r] / divisor;
    }
    return new DualHead(combination, scaled, biases, classOf);
  }

  /**
   * The sum of the logits of two heads.
   *
   * @param linear of the same classes and examples
   * @throws IllegalArgumentException if it is not linear, or this is {@code LOG_SUM_EXP}
   */
  DualHead plus(DualHead linear) {
    if (combination == Combination.LOG_SUM_EXP || linear.combination != Combination.LINEAR) {
      throw new IllegalArgumentException(combination + " plus " + linear.combination);
    }
    double[][] sums = alpha.clone();
    double[] biases = bias.clone();
    for (int c = 0; c < linear.alpha.length; c++) {
      sums[c] = alpha[c].clone();
      for (int j = 0; j < sums[c].length; j++) {
        sums[c][j] += linear.alpha[c][j];
      }
      biases[c] += linear.bias[c];
    }
    return new DualHead(combination, sums, biases, classOf);
  }

  Head toHead(String name, float[][] examples) {
    float[][] rows = new float[bias.length][];
    float[] biases = new float[bias.length];
    for (int r = 0; r < bias.length; r++) {
      rows[r] = combined(alpha[r], examples);
      biases[r] = (float) bias[r];
    }
    return new Head(name, combination, rows, biases, classOf);
  }

  /** Four examples go into each sum at a time, in their order. */
  private static float[] combined(double[] weights, float[][] examples) {
    int[] used = IntStream.range(0, weights.length).filter(j -> weights[j] != 0).toArray();
    double[] sums = new double[examples[0].length];
    int u = 0;
    for (; u + 4 <= used.length; u += 4) {
      addFour(weights, examples, used, u, sums);
    }
    for (; u < used.length; u++) {
      double weight = weights[used[u]];
      float[] example = examples[used[u]];
      for (int k = 0; k < sums.length; k++) {
        sums[k] += weight * example[k];
      }
    }
    float[] row = new float[sums.length];
    for (int k = 0; k < row.length; k++) {
      row[k] = (float) sums[k];
    }
    return row;
  }

  private static void addFour(
      double[] weights, float[][] examples, int[] used, int from, double[] sums) {
    double a = weights[used[from]];
    double b = weights[used[from + 1]];
    double c = weights[used[from + 2]];
    double d = weights[used[from + 3]];
    float[] first = examples[used[from]];
    float[] second = examples[used[from + 1]];
    float[] third = examples[used[from + 2]];
    float[] fourth = examples[used[from + 3]];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = sums[k] + a * first[k] + b * second[k] + c * third[k] + d * fourth[k];
    }
  }
}
