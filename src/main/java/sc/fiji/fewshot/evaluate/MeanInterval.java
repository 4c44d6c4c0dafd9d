package sc.fiji.fewshot.evaluate;

import java.util.List;
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

  /**
   * The mean of independent means, each counting the same: of several data sets, say.
   *
   * @param means at least one
   * @return their mean; the variances of its parts add up
   */
  public static MeanInterval macroAverage(List<MeanInterval> means) {
    if (means.isEmpty()) {
      throw new IllegalArgumentException("no means");
    }
    double sum = 0;
    double squares = 0;
    for (MeanInterval each : means) {
      sum += each.mean;
      squares += each.halfWidth * each.halfWidth;
    }
    return new MeanInterval(sum / means.size(), Math.sqrt(squares) / means.size());
  }
}
