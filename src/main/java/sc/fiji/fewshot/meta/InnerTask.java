package sc.fiji.fewshot.meta;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The examples that an inner loop learns from.
 *
 * @param features N x D; gradients flow back through them where they carry any
 * @param targets N x C, one-hot
 * @param shares N x 1, the weight of each example in the loss, of sum 1
 */
public record InnerTask(NDArray features, NDArray targets, NDArray shares) {

  /**
   * A task in which every class counts the same, however many examples it has.
   *
   * @param features N x D; their manager owns what is made here
   * @param labels the class of each row, 0 to {@code classes - 1}
   * @param classes how many there are, each with an example
   * @return the task
   */
  public static InnerTask balanced(NDArray features, int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    float[][] targets = new float[labels.length][classes];
    float[][] shares = new float[labels.length][1];
    for (int i = 0; i < labels.length; i++) {
      targets[i][labels[i]] = 1;
      shares[i][0] = 1f / (classes * counts[labels[i]]);
    }
    NDManager scope = features.getManager();
    return new InnerTask(features, scope.create(targets), scope.create(shares));
  }

  /**
   * @param head to judge
   * @return the share of the examples that it recognises, 0 to 1
   */
  double accuracy(TaskHead head) {
    long[] found = head.logits(features).argMax(1).toLongArray();
    long[] labels = targets.argMax(1).toLongArray();
    int right = 0;
    for (int i = 0; i < found.length; i++) {
      right += found[i] == labels[i] ? 1 : 0;
    }
    return right / (double) found.length;
  }

  /**
   * The loss that the inner loop descends: cross-entropy, weighted by the shares.
   *
   * @param head to judge
   * @return a scalar; differentiable
   */
  public NDArray loss(TaskHead head) {
    return head.logits(features).logSoftmax(1).mul(targets).mul(shares).sum().neg();
  }
}
