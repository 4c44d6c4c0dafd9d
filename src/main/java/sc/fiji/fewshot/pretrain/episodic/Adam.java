package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, algorithm 1) whose
 * moments can be kept in a checkpoint, so that an interrupted training takes the very same course.
 */
final class Adam {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final Map<String, NDArray> parameters;
  private final Map<String, NDArray> moments = new LinkedHashMap<>();

  /**
   * @param manager owns the moments
   * @param parameters to be changed, by name
   */
  Adam(NDManager manager, Map<String, NDArray> parameters) {
    this.parameters = parameters;
    parameters.forEach(
        (name, parameter) -> {
          moments.put(mean(name), manager.zeros(parameter.getShape()));
          moments.put(square(name), manager.zeros(parameter.getShape()));
        });
  }

  /**
   * @return running means of gradients and their squares, by name; the optimiser's own arrays
   */
  Map<String, NDArray> moments() {
    return moments;
  }

  /**
   * @param scope owns what is needed for a moment
   * @param step number of this step, from 1
   * @param rate learning rate
   * @param gradients by each parameter's name
   */
  void step(NDManager scope, int step, double rate, Map<String, NDArray> gradients) {
    float meanCorrection = (float) (1 - Math.pow(BETA1, step));
    float squareCorrection = (float) (1 - Math.pow(BETA2, step));
    parameters.forEach(
        (name, parameter) -> {
          NDArray gradient = gradients.get(name);
          NDArray mean = moments.get(mean(name));
          NDArray square = moments.get(square(name));
          mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
          square.muli(BETA2).addi(gradient.square().mul(1 - BETA2));
          NDArray root = square.div(squareCorrection);
          root.attach(scope);
          NDArray change = mean.div(meanCorrection);
          change.attach(scope);
          parameter.subi(change.div(root.sqrt().add(EPSILON)).mul((float) rate));
        });
  }

  private static String mean(String name) {
    return "adam.mean." + name;
  }

  private static String square(String name) {
    return "adam.square." + name;
  }
}
