package sc.fiji.fewshot.learn;

/** The arithmetic of a method, on dot products alone. */
interface DualSolver {

  /** Learns; every class has an example. */
  DualHead solve(Kernel kernel);

  /**
   * The logits of each example as learnt without it, up to a number common to all classes; NaN for
   * the only example of its class. Methods that know a closed form use it.
   */
  default double[][] leaveOneOut(Kernel kernel) {
    return LeaveOneOut.byRefit(kernel, this);
  }
}
