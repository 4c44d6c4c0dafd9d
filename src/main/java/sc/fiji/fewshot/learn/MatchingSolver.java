package sc.fiji.fewshot.learn;

/** The arithmetic of {@link MatchingMethod}. */
final class MatchingSolver implements DualSolver {

  /** How much a cosine counts; the best of them is taken. */
  private static final double[] SHARPNESS = {1, 2, 5, 10, 20, 50, 100};

  private static final double USUAL = 10;

  @Override
  public DualHead solve(Kernel kernel) {
    double best = USUAL;
    double least = Double.POSITIVE_INFINITY;
    for (double sharpness : SHARPNESS) {
      double loss = leftOutLoss(kernel, head(kernel, sharpness));
      if (loss < least) {
        least = loss;
        best = sharpness;
      }
    }
    return head(kernel, best);
  }

  /**
   * The summed log loss of each example by the attention that the others get, at the temperature
   * that suits it best; NaN if there are none.
   */
  private static double leftOutLoss(Kernel kernel, DualHead head) {
    int[] counts = kernel.counts();
    double[][] leftOut = new double[kernel.size()][];
    boolean any = false;
    for (int i = 0; i < leftOut.length; i++) {
      boolean known = counts[kernel.labels()[i]] > 1;
      any |= known;
      leftOut[i] = known ? withoutItself(kernel, head, i) : LeaveOneOut.unknown(kernel.classes());
    }
    if (!any) {
      return Double.NaN;
    }
    double temperature = Temperature.fit(leftOut, kernel.labels(), 1).value();
    double loss = 0;
    for (int i = 0; i < leftOut.length; i++) {
      if (LeaveOneOut.isKnown(leftOut[i])) {
        loss += Softmax.logLoss(leftOut[i], temperature, kernel.labels()[i]);
      }
    }
    return loss;
  }

  private static double[] withoutItself(Kernel kernel, DualHead head, int example) {
    int own = kernel.labels()[example];
    double[] values = new double[kernel.size()];
    for (int j = 0; j < values.length; j++) {
      values[j] = head.bias()[j] + head.alpha()[j][j] * kernel.gram()[example][j];
    }
    values[example] = Double.NEGATIVE_INFINITY;
    double[] logits = Combination.LOG_SUM_EXP.logits(values, kernel.labels(), kernel.classes());
    int count = kernel.counts()[own];
    logits[own] += Math.log(count / (count - 1.0));
    return logits;
  }

  /** Row i: the sharpness times the cosine to example i, less the logarithm of its class's size. */
  static DualHead head(Kernel kernel, double sharpness) {
    int n = kernel.size();
    int[] counts = kernel.counts();
    double[][] alpha = new double[n][n];
    double[] bias = new double[n];
    for (int i = 0; i < n; i++) {
      double length = Math.sqrt(kernel.gram()[i][i]);
      alpha[i][i] = length > 0 ? sharpness / length : 0;
      bias[i] = -Math.log(counts[kernel.labels()[i]]);
    }
    return new DualHead(Combination.LOG_SUM_EXP, alpha, bias, kernel.labels());
  }
}
