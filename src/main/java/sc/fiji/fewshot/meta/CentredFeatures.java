package sc.fiji.fewshot.meta;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Embeddings as the inner loop sees them: relative to the mean of the classes' means in the
 * support, so that no step is spent on what all examples have in common (in the networks of MAML
 * batch normalisation sees to that), and with a mean square of about 1, so that one step size fits
 * any length.
 *
 * @param centre one number a channel
 */
record CentredFeatures(float[] centre) {

  /**
   * @param z standardised embeddings of unit length, one row an example
   * @param labels the class of each
   * @param classes how many there are, each with an example
   */
  static CentredFeatures of(float[][] z, int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    double[] sum = new double[z[0].length];
    for (int i = 0; i < z.length; i++) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += z[i][k] / ((double) classes * counts[labels[i]]);
      }
    }
    float[] centre = new float[sum.length];
    for (int k = 0; k < sum.length; k++) {
      centre[k] = (float) sum[k];
    }
    return new CentredFeatures(centre);
  }

  /** By what differences are multiplied. */
  float factor() {
    return (float) Math.sqrt(centre.length);
  }

  /**
   * @param scope owns the result
   * @param z standardised embeddings of unit length
   * @return one row an embedding
   */
  NDArray of(NDManager scope, float[][] z) {
    return scope.create(z).sub(scope.create(centre)).mul(factor());
  }
}
