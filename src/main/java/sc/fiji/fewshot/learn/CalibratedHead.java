package sc.fiji.fewshot.learn;

/**
 * A head with what it says of left-out examples, by which it is calibrated.
 *
 * @param head learnt from all examples
 * @param leftOut the logits of each example as learnt without it; NaN for the only one of its class
 * @param temperature that suits them
 */
record CalibratedHead(DualHead head, double[][] leftOut, double temperature) {

  static CalibratedHead of(DualSolver solver, Kernel kernel) {
    return of(solver.solve(kernel), solver.leaveOneOut(kernel), kernel);
  }

  private static CalibratedHead of(DualHead head, double[][] leftOut, Kernel kernel) {
    double[][] seen = new double[kernel.size()][];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = head.logits(kernel.gram()[i]);
    }
    double ruleOfThumb = Temperature.ruleOfThumb(seen, kernel.labels());
    double temperature = Temperature.fit(leftOut, kernel.labels(), ruleOfThumb).value();
    return new CalibratedHead(head, leftOut, temperature);
  }

  /**
   * The product of both heads' calibrated probabilities, calibrated once more: the sum of their
   * logits, each divided by its temperature.
   *
   * @param linear another head of the same examples with one row a class
   */
  CalibratedHead times(CalibratedHead linear, Kernel kernel) {
    double[][] sum = new double[leftOut.length][kernel.classes()];
    for (int i = 0; i < sum.length; i++) {
      for (int c = 0; c < sum[i].length; c++) {
        sum[i][c] = leftOut[i][c] / temperature + linear.leftOut[i][c] / linear.temperature;
      }
    }
    return of(
        head.dividedBy(temperature).plus(linear.head.dividedBy(linear.temperature)), sum, kernel);
  }

  /**
   * @param name of the head
   * @param kernel of the examples
   * @param examples their standardised embeddings
   */
  Fitted fitted(String name, Kernel kernel, float[][] examples) {
    return Fitting.sumUp(head.toHead(name, examples), temperature, leftOut, kernel.labels())
        .withCombinations(head.alpha());
  }
}
