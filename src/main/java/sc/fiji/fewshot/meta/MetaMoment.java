package sc.fiji.fewshot.meta;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.backbone.Tensor;

/**
 * From where an interrupted {@link HeadMetaTrainer} goes on with the same course.
 *
 * @param update the last one that was made
 * @param tensors by name: all that an update changes, and the best start so far
 */
public record MetaMoment(int update, Map<String, Tensor> tensors) {

  private static final String BEST_SCALE = "best.scale";
  private static final String BEST_SHIFT = "best.shift";
  private static final String BEST_SIZES = "best.step_sizes";
  private static final String BEST_ACCURACY = "best.accuracy";

  /**
   * @param update the last one that was made
   * @param state all that an update changes
   * @param best start so far
   * @param accuracy of that; NaN where none was measured
   */
  static MetaMoment of(int update, Map<String, Tensor> state, HeadStart best, double accuracy) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(state);
    tensors.put(BEST_SCALE, Tensor.vector(best.scale()));
    tensors.put(BEST_SHIFT, Tensor.vector(best.shift()));
    tensors.put(BEST_SIZES, Tensor.vector(best.stepSizes()));
    tensors.put(BEST_ACCURACY, Tensor.vector(new float[] {(float) accuracy}));
    return new MetaMoment(update, tensors);
  }

  /**
   * @param steps of gradient descent that the start is for
   * @return the best start so far
   */
  HeadStart best(int steps) {
    return new HeadStart(data(BEST_SCALE), data(BEST_SHIFT), data(BEST_SIZES), steps);
  }

  double bestAccuracy() {
    return data(BEST_ACCURACY)[0];
  }

  private float[] data(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new FewShotException("The checkpoint lacks " + name + "; choose another --out.");
    }
    return tensor.data();
  }
}
