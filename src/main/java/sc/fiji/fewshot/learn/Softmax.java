package sc.fiji.fewshot.learn;

/**
 * The softmax with a temperature, as in Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern
 * Neural Networks" (ICML 2017, equation 9): exp(l/T), normalised. The largest logit is subtracted
 * first, so that nothing overflows.
 */
public final class Softmax {

  private Softmax() {}

  /**
   * Probabilities at temperature 1.
   *
   * @param logits one a class
   */
  public static double[] of(double[] logits) {
    return of(logits, 1);
  }

  /**
   * Probabilities at some temperature.
   *
   * @param logits one a class
   * @param temperature above 0; the higher the more even the probabilities
   */
  public static double[] of(double[] logits, double temperature) {
    double norm = logSumExp(logits, temperature);
    double[] probabilities = new double[logits.length];
    for (int c = 0; c < logits.length; c++) {
      probabilities[c] = Math.exp(logits[c] / temperature - norm);
    }
    return probabilities;
  }

  /**
   * Minus the logarithm of a class's probability, exact even where the probability itself would
   * underflow to 0.
   *
   * @param logits one a class
   * @param temperature above 0
   * @param label the class
   */
  public static double logLoss(double[] logits, double temperature, int label) {
    return logSumExp(logits, temperature) - logits[label] / temperature;
  }

  private static double logSumExp(double[] logits, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit / temperature);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit / temperature - max);
    }
    return max + Math.log(sum);
  }
}
