package sc.fiji.fewshot.adapt;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import sc.fiji.fewshot.learn.Softmax;
import sc.fiji.fewshot.learn.Temperature;

/**
 * How a candidate recognised the examples while they were held out. One temperature is fitted to
 * all of them, so that candidates are compared by how well they separate, not by how loud they are.
 *
 * @param probabilities of each class for each example at that temperature; rows of NaN for one that
 *     was never held out
 * @param logLoss of each; NaN for one that was never held out
 * @param accuracy fraction recognised of those that were
 * @param temperature that was fitted
 */
record HeldOut(double[][] probabilities, double[] logLoss, double accuracy, double temperature) {

  private static final double UPPER_QUANTILE = 0.975;

  /**
   * @param logits of each example by what was learnt without it; null if it was never held out
   * @param labels the class of each
   */
  static HeldOut of(double[][] logits, int[] labels) {
    int[] known = IntStream.range(0, labels.length).filter(i -> logits[i] != null).toArray();
    double[][] rows = Arrays.stream(known).mapToObj(i -> logits[i]).toArray(double[][]::new);
    int[] classes = Arrays.stream(known).map(i -> labels[i]).toArray();
    double temperature = Temperature.of(rows, rows, classes).value();
    double[][] probabilities = new double[labels.length][rows[0].length];
    for (double[] row : probabilities) {
      Arrays.fill(row, Double.NaN);
    }
    double[] losses = new double[labels.length];
    Arrays.fill(losses, Double.NaN);
    int recognised = 0;
    for (int i : known) {
      probabilities[i] = Softmax.of(logits[i], temperature);
      losses[i] = Softmax.logLoss(logits[i], temperature, labels[i]);
      recognised += largest(logits[i]) == labels[i] ? 1 : 0;
    }
    return new HeldOut(probabilities, losses, recognised / (double) known.length, temperature);
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int c = 1; c < values.length; c++) {
      best = values[c] > values[best] ? c : best;
    }
    return best;
  }

  /** Mean log loss of the examples that were held out. */
  double meanLogLoss() {
    return StatUtils.mean(known(logLoss));
  }

  /**
   * Whether this is better than something simpler by more than noise: if the 95 % confidence
   * interval of the mean paired difference (Student's t) lies above zero, and no fewer examples are
   * recognised. One standard error would not do: weights that have learnt labels by heart do harm,
   * and the best of several candidates always looks a little too good.
   *
   * @param simpler on the same examples
   */
  boolean clearlyBetterThan(HeldOut simpler) {
    double[] gain = new double[logLoss.length];
    Arrays.setAll(gain, i -> simpler.logLoss[i] - logLoss[i]);
    double[] known = known(gain);
    if (known.length < 2) {
      return false;
    }
    double error = Math.sqrt(StatUtils.variance(known) / known.length);
    double t =
        new TDistribution(null, known.length - 1.0).inverseCumulativeProbability(UPPER_QUANTILE);
    return accuracy >= simpler.accuracy && StatUtils.mean(known) > t * error;
  }

  private static double[] known(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
  }
}
