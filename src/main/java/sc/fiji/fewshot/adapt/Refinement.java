package sc.fiji.fewshot.adapt;

import sc.fiji.fewshot.learn.Adaptation;

/**
 * The outcome of an adaptation. What it says of held-out examples is honest: the weights by which
 * each was recognised were learnt without it, whereas leaving an example out of the head alone
 * would flatter weights that have seen its label.
 *
 * @param weights to use; {@link AdaptedWeights#none()} where the pretrained network is as good
 * @param steps of training behind them; 0 for the pretrained network
 * @param frozenLogLoss mean log loss of held-out examples with the pretrained network; NaN if none
 *     could be held out
 * @param adaptedLogLoss the same with these weights
 * @param heldOutAccuracy fraction of held-out examples recognised with these weights
 * @param heldOutProbabilities one row an example, one column a class, as predicted while it was
 *     held out; NaN throughout the row of one that could not be held out
 * @param temperature by which the logits of held-out examples are best divided; NaN if none could
 *     be held out
 * @param explanation one sentence for the user
 */
public record Refinement(
    AdaptedWeights weights,
    int steps,
    double frozenLogLoss,
    double adaptedLogLoss,
    double heldOutAccuracy,
    double[][] heldOutProbabilities,
    double temperature,
    String explanation) {

  /**
   * @return that of a classifier for which no adaptation was asked
   */
  public static Refinement none() {
    return unchanged("");
  }

  /**
   * @param reason why the pretrained network is used as it is, for the user
   */
  static Refinement unchanged(String reason) {
    return new Refinement(
        AdaptedWeights.none(),
        0,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        new double[0][],
        Double.NaN,
        reason);
  }

  /**
   * @return whether something changed and held-out examples told how sure to be of it
   */
  public boolean calibrated() {
    return adapted() && !Double.isNaN(temperature);
  }

  /**
   * @return whether something changed
   */
  public boolean adapted() {
    return weights.adaptation() != Adaptation.NONE;
  }
}
