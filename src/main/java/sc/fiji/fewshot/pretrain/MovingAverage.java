package sc.fiji.fewshot.pretrain;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.backbone.Tensor;

/** An exponential moving average of weights, which evens out the noise of the last steps. */
final class MovingAverage {

  private final double decay;
  private Map<String, Tensor> average;

  /**
   * @param decay how much of the average remains at each update, 0 to 1
   */
  MovingAverage(double decay) {
    this.decay = decay;
  }

  void add(Map<String, Tensor> weights) {
    average = average == null ? weights : mix(average, weights, 1 - decay);
  }

  Map<String, Tensor> weights() {
    return average;
  }

  /**
   * @param a some weights
   * @param b others of the same names and shapes
   * @param share of b, 0 to 1
   * @return (1 - share) · a + share · b
   */
  static Map<String, Tensor> mix(Map<String, Tensor> a, Map<String, Tensor> b, double share) {
    Map<String, Tensor> mixed = new LinkedHashMap<>();
    a.forEach(
        (name, tensor) -> {
          float[] data = new float[tensor.data().length];
          float[] other = b.get(name).data();
          for (int i = 0; i < data.length; i++) {
            data[i] = (float) ((1 - share) * tensor.data()[i] + share * other[i]);
          }
          mixed.put(name, new Tensor(tensor.shape(), data));
        });
    return mixed;
  }
}
