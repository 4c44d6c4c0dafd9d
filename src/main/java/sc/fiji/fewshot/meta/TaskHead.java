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
   * A head that does not know the classes yet: one learnt vector stands for each of them, so that
   * it fits any number of classes in any order (Ye and Chao, "How to Train Your MAML to Excel in
   * Few-Shot Classification", ICLR 2022, section 5: UNICORN-MAML). Since the head is linear and its
   * errors sum to zero over the classes, that vector cancels in the softmax and in all gradients;
   * zeros do as well.
   *
   * @param scope owns the result
   * @param shared D, the same start for each class
   * @param scale D
   * @param shift D
   * @param classes how many there are
   * @return the head; differentiable in the three arrays
   */
  public static TaskHead start(
      NDManager scope, NDArray shared, NDArray scale, NDArray shift, int classes) {
    NDArray ones = scope.ones(new Shape(classes, 1));
    return new TaskHead(
        ones.matMul(row(scope, shared)),
        scope.zeros(new Shape(classes)),
        in(scope, scale),
        in(scope, shift));
  }

  private static NDArray row(NDManager scope, NDArray vector) {
    NDArray row = vector.reshape(1, vector.size());
    row.attach(scope);
    return row;
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
