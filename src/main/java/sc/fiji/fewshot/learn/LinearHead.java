package sc.fiji.fewshot.learn;

/**
 * What every method here comes down to when it has learnt: one weight vector and one bias a class.
 * So a prediction is one small matrix product whatever the method, and a classifier file needs one
 * format for all.
 *
 * @param name of the method that made it
 * @param weights one row a class, as long as a standardised embedding
 * @param bias one a class
 */
public record LinearHead(String name, float[][] weights, float[] bias) {

  /** Checks that weights and biases fit each other. */
  public LinearHead {
    if (weights.length == 0 || weights.length != bias.length) {
      throw new IllegalArgumentException(weights.length + " rows, " + bias.length + " biases");
    }
    for (float[] row : weights) {
      if (row.length != weights[0].length) {
        throw new IllegalArgumentException("rows of unequal length");
      }
    }
  }

  /** How many classes there are. */
  public int classes() {
    return bias.length;
  }

  /** How many numbers an embedding has. */
  public int dimension() {
    return weights[0].length;
  }

  /**
   * The logit of each class.
   *
   * @param z a standardised embedding
   */
  public double[] logits(float[] z) {
    if (z.length != dimension()) {
      throw new IllegalArgumentException(
          "an embedding of " + z.length + " numbers, not " + dimension());
    }
    double[] logits = new double[classes()];
    for (int c = 0; c < logits.length; c++) {
      float[] row = weights[c];
      double sum = bias[c];
      for (int k = 0; k < z.length; k++) {
        sum += (double) row[k] * z[k];
      }
      logits[c] = sum;
    }
    return logits;
  }
}
