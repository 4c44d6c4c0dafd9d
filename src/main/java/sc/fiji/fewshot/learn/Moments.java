package sc.fiji.fewshot.learn;

/** Mean and variance of each dimension, summed in double precision. */
record Moments(double[] mean, double[] variance) {

  /** A deviation this small beside the mean is single-precision rounding: the data are constant. */
  private static final double CONSTANT = 1e-6;

  static Moments of(float[][] rows) {
    int dim = rows[0].length;
    double[] mean = new double[dim];
    for (float[] row : rows) {
      for (int k = 0; k < dim; k++) {
        mean[k] += row[k] / (double) rows.length;
      }
    }
    double[] variance = new double[dim];
    for (float[] row : rows) {
      for (int k = 0; k < dim; k++) {
        double off = row[k] - mean[k];
        variance[k] += off * off / rows.length;
      }
    }
    return new Moments(mean, variance);
  }

  Standardiser standardiser() {
    float[] means = new float[mean.length];
    float[] sds = new float[mean.length];
    for (int k = 0; k < mean.length; k++) {
      double sd = Math.sqrt(variance[k]);
      means[k] = (float) mean[k];
      sds[k] = sd > CONSTANT * Math.abs(mean[k]) ? (float) sd : 1;
    }
    return new Standardiser(means, sds);
  }
}
