package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import sc.fiji.fewshot.learn.Standardiser;

/** {@link Standardiser#apply} for many rows at once, in the engine, differentiable. */
final class DifferentiableStandardiser {

  /** As in the standardiser itself. */
  private static final float FARTHEST = 5;

  private static final float SMALLEST_SD = 1e-6f;

  private final NDArray mean;
  private final NDArray deviation;

  /**
   * @param manager owns the arrays kept here
   * @param standardiser to imitate
   */
  DifferentiableStandardiser(NDManager manager, Standardiser standardiser) {
    mean = manager.create(standardiser.mean());
    deviation = manager.create(standardiser.sd()).maximum(SMALLEST_SD);
  }

  /**
   * @param raw N x D
   * @return N x D, each row of unit length
   */
  NDArray apply(NDArray raw) {
    return unit(raw.sub(mean).div(deviation).clip(-FARTHEST, FARTHEST));
  }

  /**
   * @param rows N x D
   * @return each row brought to unit length
   */
  static NDArray unit(NDArray rows) {
    // The summand keeps the root differentiable for a row of zeros.
    return rows.div(rows.square().sum(new int[] {1}, true).add(1e-12f).sqrt());
  }
}
