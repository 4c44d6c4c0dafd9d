package sc.fiji.fewshot.learn;

import java.util.Arrays;

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
    double temperature = Temperature.of(seen, leftOut, kernel.labels()).value();
    return new CalibratedHead(head, leftOut, temperature);
  }

  /** The same with logits of which the temperature is 1. */
  CalibratedHead atUnitTemperature() {
    double[][] divided =
        Arrays.stream(leftOut)
            .map(row -> Arrays.stream(row).map(logit -> logit / temperature).toArray())
            .toArray(double[][]::new);
    return new CalibratedHead(head.dividedBy(temperature), divided, 1);
  }

  /**
   * The product of both heads' calibrated probabilities, calibrated once more: the sum of their
   * logits, each divided by its temperature.
   *
   * @param linear another head of the same examples with one row a class
   */
  CalibratedHead times(CalibratedHead linear, Kernel kernel) {
    CalibratedHead first = atUnitTemperature();
    CalibratedHead second = linear.atUnitTemperature();
    double[][] sum = new double[leftOut.length][kernel.classes()];
    for (int i = 0; i < sum.length; i++) {
      for (int c = 0; c < sum[i].length; c++) {
        sum[i][c] = first.leftOut[i][c] + second.leftOut[i][c];
      }
    }
    return of(first.head.plus(second.head), sum, kernel);
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
