package sc.fiji.fewshot.learn;

/**
 * Mean and variance of each dimension, in double precision so that they can be mixed without loss.
 */
record Moments(double[] mean, double[] variance) {

  /** A deviation this small beside the mean is single-precision rounding: the data are constant. */
  private static final double CONSTANT = 1e-6;

  static Moments of(Standardiser standardiser) {
    int dim = standardiser.dimension();
    double[] mean = new double[dim];
    double[] variance = new double[dim];
    for (int k = 0; k < dim; k++) {
      mean[k] = standardiser.mean()[k];
      variance[k] = (double) standardiser.sd()[k] * standardiser.sd()[k];
    }
    return new Moments(mean, variance);
  }

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

  Moments mix(Moments other, double weight) {
    if (!(weight >= 0 && weight <= 1) || other.mean.length != mean.length) {
      throw new IllegalArgumentException(
          "weight " + weight + ", " + mean.length + " and " + other.mean.length + " dimensions");
    }
    double[] mixedMean = new double[mean.length];
    double[] mixedVariance = new double[mean.length];
    for (int k = 0; k < mean.length; k++) {
      double apart = mean[k] - other.mean[k];
      mixedMean[k] = (1 - weight) * mean[k] + weight * other.mean[k];
      mixedVariance[k] =
          (1 - weight) * variance[k]
              + weight * other.variance[k]
              + weight * (1 - weight) * apart * apart;
    }
    return new Moments(mixedMean, mixedVariance);
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
