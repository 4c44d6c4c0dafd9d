package sc.fiji.fewshot.learn;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * The number by which logits are divided before the softmax so that probabilities mean what they
 * say: temperature scaling (Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural
 * Networks", ICML 2017, section 4.2), fitted to the log loss of left-out examples.
 *
 * <p>A few examples that are all recognised would ask for a temperature of 0, that is for
 * certainty. So the logarithm of the temperature has a weak normal prior around a rule of thumb;
 * with no left-out example at all the rule of thumb is what remains.
 *
 * @param value above 0
 */
public record Temperature(double value) {

  /** By the prior, two thirds of temperatures are within a factor of 4 of the rule of thumb. */
  private static final double PRIOR_SD = Math.log(4);

  /** Nothing beyond a factor of 1000 of the rule of thumb is looked at. */
  private static final double FARTHEST = Math.log(1000);

  /** An example seen in learning leads by more than a new one does; see {@link #ruleOfThumb}. */
  private static final double LEAD_IN_TEMPERATURES = 8;

  /** Checks that it is positive. */
  public Temperature {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("temperature " + value);
    }
  }

  /**
   * The most plausible temperature around the {@link #ruleOfThumb}.
   *
   * @param seen logits of each example by a head that learnt from it
   * @param leftOut logits of each example as predicted without it; rows of NaN are passed over
   * @param labels the class of each
   * @return it
   */
  public static Temperature of(double[][] seen, double[][] leftOut, int[] labels) {
    return fit(leftOut, labels, ruleOfThumb(seen, labels));
  }

  /**
   * The most plausible temperature (maximum a posteriori): minimises the summed log loss of the
   * left-out examples plus the prior's share.
   *
   * @param leftOut logits of each example as predicted without it; rows of NaN are passed over
   * @param labels the class of each
   * @param ruleOfThumb centre of the prior
   */
  static Temperature fit(double[][] leftOut, int[] labels, double ruleOfThumb) {
    double centre = Math.log(ruleOfThumb);
    double best =
        new BrentOptimizer(1e-9, 1e-9)
            .optimize(
                new MaxEval(1000),
                GoalType.MINIMIZE,
                new SearchInterval(centre - FARTHEST, centre + FARTHEST, centre),
                new UnivariateObjectiveFunction(
                    log -> {
                      double off = (log - centre) / PRIOR_SD;
                      return off * off / 2 + summedLoss(leftOut, labels, Math.exp(log));
                    }))
            .getPoint();
    return new Temperature(Math.exp(best));
  }

  /**
   * A temperature from the examples that were learnt from: an eighth of the mean lead of their own
   * class's logit over the mean of the others. In high-dimensional embeddings a new example has
   * about a quarter of that lead, which then comes to odds of e squared, 7 to 1.
   *
   * @param seen logits of the examples by a head that learnt from them
   * @param labels the class of each
   */
  static double ruleOfThumb(double[][] seen, int[] labels) {
    double lead = 0;
    for (int i = 0; i < seen.length; i++) {
      double sum = 0;
      for (double logit : seen[i]) {
        sum += seen[i][labels[i]] - logit;
      }
      lead += sum / (seen[i].length - 1) / seen.length;
    }
    // Without a lead (examples of different classes are the same) any temperature is as good.
    return lead > 1e-12 ? lead / LEAD_IN_TEMPERATURES : 1;
  }

  private static double summedLoss(double[][] logits, int[] labels, double temperature) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      if (LeaveOneOut.isKnown(logits[i])) {
        sum += Softmax.logLoss(logits[i], temperature, labels[i]);
      }
    }
    return sum;
  }
}
