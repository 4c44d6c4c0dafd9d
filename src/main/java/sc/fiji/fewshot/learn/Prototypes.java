package sc.fiji.fewshot.learn;

/** Class means, and distances to them. */
final class Prototypes {

  private Prototypes() {}

  static float[][] of(Support standardised) {
    standardised.requireEveryClass();
    int dim = standardised.dimension();
    int[] counts = standardised.counts();
    double[][] sums = new double[standardised.classes()][dim];
    for (int i = 0; i < standardised.size(); i++) {
      double[] sum = sums[standardised.labels()[i]];
      float[] row = standardised.embeddings()[i];
      for (int k = 0; k < dim; k++) {
        sum[k] += row[k];
      }
    }
    float[][] means = new float[sums.length][dim];
    for (int c = 0; c < sums.length; c++) {
      for (int k = 0; k < dim; k++) {
        means[c][k] = (float) (sums[c][k] / counts[c]);
      }
    }
    return means;
  }

  static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      double off = (double) a[k] - b[k];
      sum += off * off;
    }
    return sum;
  }
}
