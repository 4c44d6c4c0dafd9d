package sc.fiji.fewshot.meta;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.gradient.Adam;

/** What the outer loop changes: the start of the inner loop and its step sizes. */
final class MetaParameters {

  /** First guesses; the outer loop finds better ones. */
  private static final float[] STEP_SIZES = {0.02f, 0.3f, 20f, 0.3f};

  private static final double ADAPTER_RATE = 5e-4;
  private static final double SIZES_RATE = 5e-3;

  private static final double LONGEST = 0.3;

  private final NDArray scale;
  private final NDArray shift;
  private final NDArray logSizes;
  private final Adam adapterAdam;
  private final Adam sizesAdam;

  /**
   * @param manager owns the parameters
   * @param dimension channels of an embedding
   */
  MetaParameters(NDManager manager, int dimension) {
    Shape shape = new Shape(dimension);
    scale = manager.ones(shape);
    shift = manager.zeros(shape);
    float[] logs = new float[STEP_SIZES.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(STEP_SIZES[i]);
    }
    logSizes = manager.create(logs);
    all().forEach(p -> p.setRequiresGradient(true));
    adapterAdam = new Adam(manager, List.of(scale, shift));
    sizesAdam = new Adam(manager, List.of(logSizes));
  }

  private List<NDArray> all() {
    return List.of(scale, shift, logSizes);
  }

  TaskHead start(NDManager scope, int classes) {
    return TaskHead.start(scope, scale, shift, classes);
  }

  NDArray stepSizes(NDManager scope) {
    NDArray sizes = logSizes.exp();
    sizes.attach(scope);
    return sizes;
  }

  /**
   * Follows the gradients collected so far and forgets them. Together they are held to a length of
   * {@value #LONGEST}, so that a task on which the steps ran away does not undo what others taught.
   *
   * @param scope owns what is needed for a moment
   * @param factor of the learning rates, 0 to 1
   */
  void step(NDManager scope, double factor) {
    double squares = 0;
    for (NDArray parameter : all()) {
      NDArray gradient = parameter.getGradient();
      gradient.attach(scope);
      squares += gradient.square().sum().getFloat();
    }
    if (!Double.isFinite(squares)) {
      adapterAdam.forgetGradients(scope);
      sizesAdam.forgetGradients(scope);
    } else if (squares > LONGEST * LONGEST) {
      for (NDArray parameter : all()) {
        NDArray gradient = parameter.getGradient();
        gradient.attach(scope);
        gradient.muli(LONGEST / Math.sqrt(squares));
      }
    }
    adapterAdam.step(scope, ADAPTER_RATE * factor);
    sizesAdam.step(scope, SIZES_RATE * factor);
  }

  /** All that a step changes, by name; the parameters' own arrays. */
  private Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("scale", scale);
    arrays.put("shift", shift);
    arrays.put("log_step_sizes", logSizes);
    List<NDArray> moments = new ArrayList<>(adapterAdam.moments());
    moments.addAll(sizesAdam.moments());
    for (int i = 0; i < moments.size(); i++) {
      arrays.put("moment." + i, moments.get(i));
    }
    return arrays;
  }

  /** Copies of all that a step changes, by name. */
  Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    arrays()
        .forEach(
            (name, array) ->
                state.put(name, new Tensor(array.getShape().getShape(), array.toFloatArray())));
    return state;
  }

  /**
   * Goes on from an earlier state.
   *
   * @param scope owns what is needed for a moment
   * @param state as {@link #state} gave it
   * @param steps that had been made
   * @throws FewShotException if it belongs to another backbone
   */
  void restore(NDManager scope, Map<String, Tensor> state, int steps) {
    arrays()
        .forEach(
            (name, array) -> {
              Tensor kept = state.get(name);
              if (kept == null || !array.getShape().equals(new Shape(kept.shape()))) {
                throw new FewShotException(
                    "The checkpoint lacks " + name + "; choose another --out.");
              }
              boolean learns = array.hasGradient();
              array.setRequiresGradient(false);
              array.subi(array).addi(scope.create(kept.data(), array.getShape()));
              array.setRequiresGradient(learns);
            });
    adapterAdam.goOnAfter(steps);
    sizesAdam.goOnAfter(steps);
  }

  /** A copy of the parameters as they are. */
  HeadStart copy(int steps) {
    try (NDArray sizes = logSizes.exp()) {
      return new HeadStart(scale.toFloatArray(), shift.toFloatArray(), sizes.toFloatArray(), steps);
    }
  }
}
