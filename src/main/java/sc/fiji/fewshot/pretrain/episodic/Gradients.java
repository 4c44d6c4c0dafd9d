package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Back-propagation. The engine allows one at a time in the whole of the Java process. */
final class Gradients {

  private Gradients() {}

  /**
   * @param scope owns the gradients
   * @param parameters to differentiate by
   * @param loss calculated anew from the parameters, a scalar
   * @return the gradient by each parameter, by its name
   */
  static Map<String, NDArray> of(
      NDManager scope, Map<String, NDArray> parameters, Supplier<NDArray> loss) {
    parameters.values().forEach(p -> p.setRequiresGradient(true));
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.get());
    }
    Map<String, NDArray> gradients = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          NDArray gradient = parameter.getGradient();
          gradient.attach(scope);
          NDArray copy = gradient.duplicate();
          copy.attach(scope);
          gradients.put(name, copy);
          // The engine adds to what is there.
          gradient.subi(gradient);
          // Threads that the engine did not start itself record all that is done with arrays that
          // require gradients, and keep it.
          parameter.setRequiresGradient(false);
        });
    return gradients;
  }
}
