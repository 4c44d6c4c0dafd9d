package sc.fiji.fewshot.meta;

import ai.djl.ndarray.NDArray;

/**
 * The inner loop of MAML (Finn, Abbeel and Levine, "Model-Agnostic Meta-Learning for Fast
 * Adaptation of Deep Networks", ICML 2017, algorithm 2) for a {@link TaskHead}. The gradients of
 * the cross-entropy are written out as array operations, so that the engine differentiates through
 * the steps: what comes out is differentiable to second order in the start, the step sizes and the
 * features, without a gradient collector of its own.
 *
 * @param steps of gradient descent, at least 1
 * @param adapter whether scale and shift take steps, too; without, only the head learns: ANIL
 *     (Raghu, Raghu, Bengio and Vinyals, "Rapid Learning or Feature Reuse?", ICLR 2020)
 * @param firstOrder whether the gradients of the inner steps count as constants in the outer one
 *     (Finn and others, section 5.2)
 */
public record InnerLoop(int steps, boolean adapter, boolean firstOrder) {

  /** Numbers of the step sizes: of weights, bias, scale and shift. */
  public static final int STEP_SIZES = 4;

  /** Checks that there is a step. */
  public InnerLoop {
    if (steps < 1) {
      throw new IllegalArgumentException(steps + " steps");
    }
  }

  /**
   * Learns a task.
   *
   * @param start where to begin
   * @param stepSizes of weights, bias, scale and shift: {@value #STEP_SIZES} positive numbers
   * @param task to learn
   * @return the head after all steps
   */
  public TaskHead learn(TaskHead start, NDArray stepSizes, InnerTask task) {
    TaskHead head = start;
    for (int step = 0; step < steps; step++) {
      head = step(head, gradient(firstOrder ? head.constant() : head, task), stepSizes);
    }
    return head;
  }

  private TaskHead step(TaskHead head, TaskHead gradient, NDArray sizes) {
    return new TaskHead(
        moved(head.weights(), gradient.weights(), sizes, 0),
        moved(head.bias(), gradient.bias(), sizes, 1),
        adapter ? moved(head.scale(), gradient.scale(), sizes, 2) : head.scale(),
        adapter ? moved(head.shift(), gradient.shift(), sizes, 3) : head.shift());
  }

  private static NDArray moved(NDArray from, NDArray gradient, NDArray sizes, int number) {
    NDArray size = sizes.get(number);
    size.attach(from.getManager());
    return from.sub(gradient.mul(size));
  }

  /**
   * The gradient of {@link InnerTask#loss} by each array of a head. With probabilities p, targets y
   * and shares s, e = s (p - y) is the gradient by the logits; that by W is e'h, by the bias the
   * sum of e, and eW is the one by the adapted features h = scale · x + shift.
   */
  TaskHead gradient(TaskHead head, InnerTask task) {
    NDArray features = firstOrder ? task.features().stopGradient() : task.features();
    NDArray error = head.logits(features).softmax(1).sub(task.targets()).mul(task.shares());
    NDArray byAdapted = error.matMul(head.weights());
    int[] examples = {0};
    return new TaskHead(
        error.transpose().matMul(head.adapted(features)),
        error.sum(examples),
        byAdapted.mul(features).sum(examples),
        byAdapted.sum(examples));
  }
}
