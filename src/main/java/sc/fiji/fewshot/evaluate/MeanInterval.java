package sc.fiji.fewshot.evaluate;

import org.apache.commons.math3.stat.StatUtils;

/**
 * A mean over episodes with its 95 % interval, 1.96 standard deviations over the root of n: the
 * figure that few-shot papers report.
 *
 * @param mean of the values
 * @param halfWidth of the interval; NaN for a single value, which says nothing about spread
 */
public record MeanInterval(double mean, double halfWidth) {

  private static final double NORMAL_95 = 1.96;

  /**
   * Mean and interval of some values.
   *
   * @param values at least one
   */
  public static MeanInterval of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double halfWidth =
        values.length == 1
            ? Double.NaN
            : NORMAL_95 * Math.sqrt(StatUtils.variance(values) / values.length);
    return new MeanInterval(StatUtils.mean(values), halfWidth);
  }
}
