package sc.fiji.fewshot.learn;

/** What all methods do alike: standardise, solve, leave one out, calibrate, sum up. */
final class Fitting {

  private Fitting() {}

  /**
   * @param head its name
   * @param solver learns it
   */
  static Fitted fit(String head, DualSolver solver, Support support, Standardiser standardiser) {
    support.requireEveryClass();
    Support standardised = support.standardised(standardiser);
    return fit(head, solver, Kernel.of(standardised), standardised.embeddings());
  }

  /**
   * @param head its name
   * @param solver learns it
   * @param kernel of the examples
   * @param examples their standardised embeddings
   */
  static Fitted fit(String head, DualSolver solver, Kernel kernel, float[][] examples) {
    return CalibratedHead.of(solver, kernel).fitted(head, kernel, examples);
  }

  static Fitted sumUp(Head head, double temperature, double[][] leftOut, int[] labels) {
    double[][] probabilities = new double[leftOut.length][];
    int known = 0;
    int recognised = 0;
    double loss = 0;
    for (int i = 0; i < leftOut.length; i++) {
      probabilities[i] = Softmax.of(leftOut[i], temperature);
      if (LeaveOneOut.isKnown(leftOut[i])) {
        known++;
        recognised += wins(leftOut[i], labels[i]) ? 1 : 0;
        loss += Softmax.logLoss(leftOut[i], temperature, labels[i]);
      }
    }
    String explanation =
        known == 0
            ? "With one example a class none can be left out, so the accuracy is not known yet."
            : "%d of %d left-out examples were recognised.".formatted(recognised, known);
    return new Fitted(
        head,
        temperature,
        recognised / (double) known,
        loss / known,
        probabilities,
        new double[0][],
        new double[0][],
        explanation);
  }

  /** The first of equal logits wins, as in prediction. */
  private static boolean wins(double[] logits, int label) {
    for (int c = 0; c < logits.length; c++) {
      if (c < label ? logits[c] >= logits[label] : logits[c] > logits[label]) {
        return false;
      }
    }
    return true;
  }
}
