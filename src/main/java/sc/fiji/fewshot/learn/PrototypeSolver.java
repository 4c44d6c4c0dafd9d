package sc.fiji.fewshot.learn;

/** The arithmetic of {@link PrototypicalMethod}. */
final class PrototypeSolver implements DualSolver {

  @Override
  public DualHead solve(Kernel kernel) {
    int n = kernel.size();
    int[] counts = kernel.counts();
    double[][] alpha = new double[kernel.classes()][n];
    double[] bias = new double[kernel.classes()];
    for (int i = 0; i < n; i++) {
      int own = kernel.labels()[i];
      alpha[own][i] = 2.0 / counts[own];
      for (int j = 0; j < n; j++) {
        if (kernel.labels()[j] == own) {
          bias[own] -= kernel.gram()[i][j] / counts[own] / counts[own];
        }
      }
    }
    return DualHead.linear(alpha, bias);
  }

  @Override
  public double[][] leaveOneOut(Kernel kernel) {
    DualHead head = solve(kernel);
    int[] counts = kernel.counts();
    double[][] logits = new double[kernel.size()][];
    for (int i = 0; i < logits.length; i++) {
      int own = kernel.labels()[i];
      if (counts[own] == 1) {
        logits[i] = LeaveOneOut.unknown(kernel.classes());
        continue;
      }
      double square = kernel.gram()[i][i];
      double grown = counts[own] / (counts[own] - 1.0);
      logits[i] = head.logits(kernel.gram()[i]);
      // A logit is |z|^2 less the squared distance.
      logits[i][own] = square - grown * grown * (square - logits[i][own]);
    }
    return logits;
  }
}
