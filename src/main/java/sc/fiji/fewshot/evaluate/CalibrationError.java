package sc.fiji.fewshot.evaluate;

/**
 * Expected calibration error: predictions are sorted by their confidence into equally wide bins,
 * and the distances between a bin's mean confidence and its accuracy are averaged, each bin
 * weighing as much as it holds. Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated
 * Probabilities Using Bayesian Binning" (AAAI 2015), with the 15 bins of Guo, Pleiss, Sun and
 * Weinberger (ICML 2017).
 */
public final class CalibrationError {

  /** As many as in most papers since 2017. */
  public static final int BINS = 15;

  private CalibrationError() {}

  /**
   * @param confidence of each prediction: the probability of the predicted class, 0 to 1
   * @param correct whether it was right
   * @return the error, 0 to 1; NaN without predictions
   */
  public static double of(double[] confidence, boolean[] correct) {
    if (confidence.length != correct.length) {
      throw new IllegalArgumentException(confidence.length + " and " + correct.length);
    }
    // The sum of (confidence - hit) over a bin is its size times the distance of the two means.
    double[] excess = new double[BINS];
    for (int i = 0; i < confidence.length; i++) {
      int bin = Math.min(BINS - 1, (int) (confidence[i] * BINS));
      excess[bin] += confidence[i] - (correct[i] ? 1 : 0);
    }
    double sum = 0;
    for (double value : excess) {
      sum += Math.abs(value);
    }
    return sum / confidence.length;
  }
}
