package sc.fiji.fewshot.learn;

/**
 * A linear head whose weight vectors are still combinations of the examples: w_c = sum over j of
 * alpha_cj z_j.
 *
 * @param alpha one row a class, one column an example
 * @param bias one a class
 */
record DualHead(double[][] alpha, double[] bias) {

  /** The logits of an embedding of which only the dot products with the examples are known. */
  double[] logits(double[] similarities) {
    double[] logits = bias.clone();
    for (int c = 0; c < logits.length; c++) {
      for (int j = 0; j < similarities.length; j++) {
        logits[c] += alpha[c][j] * similarities[j];
      }
    }
    return logits;
  }

  LinearHead toLinearHead(String name, float[][] examples) {
    int dim = examples[0].length;
    float[][] weights = new float[bias.length][dim];
    float[] biases = new float[bias.length];
    for (int c = 0; c < bias.length; c++) {
      double[] sum = new double[dim];
      for (int j = 0; j < examples.length; j++) {
        for (int k = 0; k < dim; k++) {
          sum[k] += alpha[c][j] * examples[j][k];
        }
      }
      for (int k = 0; k < dim; k++) {
        weights[c][k] = (float) sum[k];
      }
      biases[c] = (float) bias[c];
    }
    return new LinearHead(name, weights, biases);
  }
}
