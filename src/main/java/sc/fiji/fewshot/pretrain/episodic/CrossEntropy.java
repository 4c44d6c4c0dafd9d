package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.function.Supplier;

/** The loss of classification. */
final class CrossEntropy {

  private CrossEntropy() {}

  /**
   * @param logits N x C
   * @param labels the class of each row
   * @return the mean negative log-probability of the classes, a scalar; differentiable
   */
  static NDArray of(NDArray logits, int[] labels) {
    int classes = (int) logits.getShape().get(1);
    NDArray oneHot = logits.getManager().create(labels).oneHot(classes);
    return logits.logSoftmax(1).mul(oneHot).sum().div(-labels.length);
  }

  /**
   * @param logits N x C
   * @param labels the class of each row
   * @return share of the rows whose largest logit is that of their class
   */
  static double accuracy(NDArray logits, int[] labels) {
    long[] chosen = logits.argMax(1).toLongArray();
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += chosen[i] == labels[i] ? 1 : 0;
    }
    return (double) right / labels.length;
  }

  /**
   * Loss, accuracy and gradients of a step.
   *
   * @param scope owns the gradients
   * @param parameters to differentiate by, by name
   * @param labels the class of each row of logits
   * @param logits calculated anew from the parameters
   */
  static Objective.Step step(
      NDManager scope, Map<String, NDArray> parameters, int[] labels, Supplier<NDArray> logits) {
    double[] loss = new double[1];
    double[] accuracy = new double[1];
    Map<String, NDArray> gradients =
        ParameterGradients.of(
            scope,
            parameters,
            () -> {
              NDArray values = logits.get();
              NDArray mean = of(values, labels);
              loss[0] = mean.getFloat();
              accuracy[0] = accuracy(values, labels);
              return mean;
            });
    return new Objective.Step(loss[0], accuracy[0], gradients);
  }
}
