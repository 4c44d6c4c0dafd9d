package sc.fiji.fewshot.learn;

/**
 * What is learnt from standardised embeddings: the head with its calibration, and what counts as
 * unknown.
 *
 * @param fitted the head, its temperature and what it said of left-out examples
 * @param unknown tells what resembles no class
 */
public record FittedHead(Fitted fitted, UnknownDetector unknown) {

  /**
   * Learns; takes milliseconds.
   *
   * @param method that learns the head
   * @param standardised the support set with its embeddings standardised
   * @param probes for each example some standardised embeddings of the kind that queries have
   * @param rejection how readily something is called unknown
   * @return what was learnt
   * @throws sc.fiji.fewshot.FewShotException if there is only one class or a class lacks examples
   */
  public static FittedHead fit(
      FewShotMethod method, Support standardised, float[][][] probes, Rejection rejection) {
    Fitted fitted = method.fit(standardised, Standardiser.identity(standardised.dimension()));
    return new FittedHead(
        fitted,
        UnknownDetector.fit(standardised, probes, fitted.leaveOneOutProbabilities(), rejection));
  }

  /**
   * @param temperature above 0
   * @return the same with that temperature
   */
  public FittedHead withTemperature(double temperature) {
    return new FittedHead(fitted.withTemperature(temperature), unknown);
  }
}
