package sc.fiji.fewshot.learn;

/**
 * What a method learnt, and how well it recognised examples that it had not seen. The only example
 * of its class cannot be left out, since nothing of that class would remain to learn from: such
 * examples do not count, and if there are no others accuracy and log loss are NaN.
 *
 * @param head gives the logits of a standardised embedding
 * @param temperature by which logits are divided before the softmax
 * @param leaveOneOutAccuracy fraction of left-out examples recognised
 * @param leaveOneOutLogLoss mean of minus the natural logarithm of the true class's probability
 * @param leaveOneOutProbabilities one row an example, one column a class, as predicted with the
 *     example left out; NaN throughout the row of an example that could not be left out
 * @param unlabelledProbabilities one row for each of the support's unlabelled embeddings, one
 *     column a class, where the method recognises them together; empty where it does not
 * @param combinations the head's rows as combinations of the support's standardised embeddings, one
 *     column an example; empty where they are not
 * @param explanation one sentence for the user
 */
public record Fitted(
    Head head,
    double temperature,
    double leaveOneOutAccuracy,
    double leaveOneOutLogLoss,
    double[][] leaveOneOutProbabilities,
    double[][] unlabelledProbabilities,
    double[][] combinations,
    String explanation) {

  /**
   * The probability of each class.
   *
   * @param z a standardised embedding
   */
  public double[] probabilities(float[] z) {
    return Softmax.of(head.logits(z), temperature);
  }

  /**
   * @param other above 0
   * @return the same with that temperature
   */
  public Fitted withTemperature(double other) {
    return with(other, unlabelledProbabilities, combinations, explanation);
  }

  /**
   * @param probabilities of the support's unlabelled embeddings
   * @return the same with them
   */
  Fitted withUnlabelled(double[][] probabilities) {
    return with(temperature, probabilities, combinations, explanation);
  }

  /**
   * @param rows of the head as combinations of the support's embeddings
   * @return the same with them
   */
  Fitted withCombinations(double[][] rows) {
    return with(temperature, unlabelledProbabilities, rows, explanation);
  }

  /**
   * @param sentence for the user
   * @return the same with that explanation
   */
  public Fitted withExplanation(String sentence) {
    return with(temperature, unlabelledProbabilities, combinations, sentence);
  }

  private Fitted with(double other, double[][] unlabelled, double[][] rows, String sentence) {
    return new Fitted(
        head,
        other,
        leaveOneOutAccuracy,
        leaveOneOutLogLoss,
        leaveOneOutProbabilities,
        unlabelled,
        rows,
        sentence);
  }
}
