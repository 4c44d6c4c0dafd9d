package sc.fiji.fewshot.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam with the gradient of all parameters together held to a length of at most 1, so that a batch
 * of one set with steep losses does not undo what the others taught.
 */
final class ClippedAdam {

  private static final double LONGEST = 1;
  private static final float BETA_1 = 0.9f;
  // A shorter memory than usual: sets alternate, and their gradients differ in size.
  private static final float BETA_2 = 0.98f;

  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final Optimizer adam;

  ClippedAdam(Tracker learningRate) {
    adam =
        Adam.builder()
            .optLearningRateTracker(learningRate)
            .optBeta1(BETA_1)
            .optBeta2(BETA_2)
            .build();
  }

  /** From now on this array is learnt. */
  void add(String name, NDArray parameter) {
    parameter.setRequiresGradient(true);
    parameters.put(name, parameter);
  }

  /** Moves all parameters by their gradients and sets these to 0. */
  void step() {
    try (NDList gradients = new NDList()) {
      double squares = 0;
      for (NDArray parameter : parameters.values()) {
        NDArray gradient = parameter.getGradient();
        gradients.add(gradient);
        try (NDArray square = gradient.square();
            NDArray sum = square.sum()) {
          squares += sum.getFloat();
        }
      }
      double length = Math.sqrt(squares);
      int i = 0;
      for (Map.Entry<String, NDArray> parameter : parameters.entrySet()) {
        NDArray gradient = gradients.get(i++);
        if (length > LONGEST) {
          gradient.muli(LONGEST / length);
        }
        adam.update(parameter.getKey(), parameter.getValue(), gradient);
        gradient.subi(gradient);
      }
    }
  }
}
