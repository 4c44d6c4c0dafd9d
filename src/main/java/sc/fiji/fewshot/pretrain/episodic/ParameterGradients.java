package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import sc.fiji.fewshot.gradient.Gradients;

/** Gradients of a loss by named parameters. */
final class ParameterGradients {

  private ParameterGradients() {}

  /**
   * @param scope owns the gradients
   * @param parameters to differentiate by
   * @param loss calculated anew from the parameters, a scalar
   * @return the gradient by each parameter, by its name
   */
  static Map<String, NDArray> of(
      NDManager scope, Map<String, NDArray> parameters, Supplier<NDArray> loss) {
    parameters.values().forEach(p -> p.setRequiresGradient(true));
    Gradients.add(loss);
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
