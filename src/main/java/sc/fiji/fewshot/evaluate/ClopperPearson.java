package sc.fiji.fewshot.evaluate;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * The exact interval of a proportion: Clopper and Pearson, "The Use of Confidence or Fiducial
 * Limits Illustrated in the Case of the Binomial", Biometrika 26 (1934) 404-413, by way of the beta
 * distribution's quantiles.
 *
 * @param low lower limit
 * @param high upper limit
 */
public record ClopperPearson(double low, double high) {

  private static final double USUAL_LEVEL = 0.95;

  /**
   * The 95 % interval.
   *
   * @param successes how many succeeded
   * @param trials of how many; if 0, nothing is known and the interval is 0 to 1
   */
  public static ClopperPearson of(int successes, int trials) {
    return of(successes, trials, USUAL_LEVEL);
  }

  /**
   * The interval of some confidence level.
   *
   * @param successes how many succeeded
   * @param trials of how many; if 0, nothing is known and the interval is 0 to 1
   * @param level above 0 and below 1
   */
  public static ClopperPearson of(int successes, int trials, double level) {
    if (successes < 0 || successes > trials || !(level > 0 && level < 1)) {
      throw new IllegalArgumentException(successes + " of " + trials + " at level " + level);
    }
    double tail = (1 - level) / 2;
    double low = successes == 0 ? 0 : quantile(successes, trials - successes + 1, tail);
    double high = successes == trials ? 1 : quantile(successes + 1, trials - successes, 1 - tail);
    return new ClopperPearson(low, high);
  }

  private static double quantile(double alpha, double beta, double probability) {
    return new BetaDistribution(null, alpha, beta).inverseCumulativeProbability(probability);
  }
}
