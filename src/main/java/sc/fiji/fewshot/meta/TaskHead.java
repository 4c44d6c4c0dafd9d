package sc.fiji.fewshot.meta;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A linear head behind a factor and a summand for each channel (FiLM: Perez and others, AAAI 2018),
 * at some step of an inner loop: logits of x are W (scale · x + shift) + bias.
 *
 * @param weights W, C x D
 * @param bias C
 * @param scale D
 * @param shift D
 */
public record TaskHead(NDArray weights, NDArray bias, NDArray scale, NDArray shift) {

  /**
   * A head that does not know the classes yet: the same weights for each of them, so that it fits
   * any number of classes in any order (Ye and Chao, "How to Train Your MAML to Excel in Few-Shot
   * Classification", ICLR 2022, section 5). They are zeros and not learnt: whatever is common to
   * all classes cancels in the softmax, and, since the errors of an example sum to zero over the
   * classes, in every gradient of the steps.
   *
   * @param scope owns the result
   * @param scale D
   * @param shift D
   * @param classes how many there are
   * @return the head; differentiable in both arrays
   */
  public static TaskHead start(NDManager scope, NDArray scale, NDArray shift, int classes) {
    return new TaskHead(
        scope.zeros(new Shape(classes, scale.size())),
        scope.zeros(new Shape(classes)),
        in(scope, scale),
        in(scope, shift));
  }

  /** Results belong to the manager of the first operand: here one that may outlive the scope. */
  private static NDArray in(NDManager scope, NDArray parameter) {
    NDArray copy = parameter.mul(1f);
    copy.attach(scope);
    return copy;
  }

  /**
   * @param features N x D
   * @return N x C, in the manager of {@code features}; differentiable in all arrays
   */
  public NDArray logits(NDArray features) {
    return adapted(features).matMul(weights.transpose()).add(bias);
  }

  NDArray adapted(NDArray features) {
    return features.mul(scale).add(shift);
  }

  /** The same numbers, through which no gradient flows back. */
  TaskHead constant() {
    return new TaskHead(
        weights.stopGradient(), bias.stopGradient(), scale.stopGradient(), shift.stopGradient());
  }
}
