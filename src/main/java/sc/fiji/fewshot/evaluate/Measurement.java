package sc.fiji.fewshot.evaluate;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * What came out of a series of episodes.
 *
 * @param ways classes in each episode, as really used
 * @param accuracies one an episode: the mean over its classes of their recall, 0 to 1
 * @param calibrationError over the predictions of all episodes, 0 to 1
 * @param aurocs one an episode: how well the queries of a class that was left out are told from the
 *     others, 0 to 1; empty if that was not measured
 */
public record Measurement(int ways, double[] accuracies, double calibrationError, double[] aurocs) {

  /** How many episodes there were. */
  public int episodes() {
    return accuracies.length;
  }

  /** The mean accuracy over episodes. */
  public MeanInterval accuracy() {
    return MeanInterval.of(accuracies);
  }

  /** The mean AUROC over episodes; NaN if it was not measured. */
  public double auroc() {
    return DoubleStream.of(aurocs).average().orElse(Double.NaN);
  }

  /**
   * The mean difference of accuracy in the same episodes. What episodes have in common (easy or
   * hard classes) cancels out, so its interval is narrower than those of the two means.
   *
   * @param other of the same series of episodes; if one is longer, its first ones count
   * @return the mean of this less the other
   */
  public MeanInterval minus(Measurement other) {
    double[] differences = new double[Math.min(episodes(), other.episodes())];
    Arrays.setAll(differences, e -> accuracies[e] - other.accuracies[e]);
    return MeanInterval.of(differences);
  }
}
