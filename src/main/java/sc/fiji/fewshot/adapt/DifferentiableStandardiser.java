package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Whitening;

/** {@link Standardiser#apply} for many rows at once, in the engine, differentiable. */
final class DifferentiableStandardiser {

  /** As in the standardiser itself. */
  private static final float FARTHEST = 5;

  private static final float SMALLEST_SD = 1e-6f;

  private final NDArray mean;
  private final NDArray deviation;
  private final Optional<NDArray> directions;
  private final Optional<NDArray> stretched;

  /**
   * @param manager owns the arrays kept here
   * @param standardiser to imitate
   */
  DifferentiableStandardiser(NDManager manager, Standardiser standardiser) {
    mean = manager.create(standardiser.mean());
    deviation = manager.create(standardiser.sd()).maximum(SMALLEST_SD);
    Whitening metric = standardiser.whitening();
    if (metric.directions().length == 0) {
      directions = Optional.empty();
      stretched = Optional.empty();
    } else {
      NDArray rows = manager.create(metric.directions());
      NDArray factors = manager.create(metric.stretch(), new Shape(metric.stretch().length, 1));
      stretched = Optional.of(rows.mul(factors));
      directions = Optional.of(rows.transpose());
    }
  }

  /**
   * @param raw N x D
   * @return N x D, each row of unit length
   */
  NDArray apply(NDArray raw) {
    NDArray z = unit(raw.sub(mean).div(deviation).clip(-FARTHEST, FARTHEST));
    return directions
        .map(columns -> unit(z.add(z.matMul(columns).matMul(stretched.orElseThrow()))))
        .orElse(z);
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
