package sc.fiji.fewshot.adapt;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.backbone.Tensor;

/**
 * A factor and a summand for each output channel of a convolution, before its ReLU6: the "scaling
 * and shifting" of Sun, Liu, Chua and Schiele, "Meta-Transfer Learning for Few-Shot Learning" (CVPR
 * 2019, equation 4). It folds into the convolution's own weight and bias.
 */
final class ScaleShift {

  static final String SCALE = ".scale";
  static final String SHIFT = ".shift";

  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";

  private ScaleShift() {}

  /** The name of the convolution that a parameter belongs to. */
  static String convolution(String parameter) {
    return parameter.substring(0, parameter.lastIndexOf('.'));
  }

  static boolean isWeight(String parameter) {
    return parameter.endsWith(WEIGHT);
  }

  /**
   * @param weights of the network by name
   * @param tensors factors and summands by convolution
   * @return the weights and biases that do the same
   */
  static Map<String, Tensor> fold(Map<String, Tensor> weights, Map<String, Tensor> tensors) {
    Map<String, Tensor> folded = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.endsWith(SCALE)) {
            String convolution = convolution(name);
            float[] scale = tensor.data();
            float[] shift = tensors.get(convolution + SHIFT).data();
            Tensor weight = weights.get(convolution + WEIGHT);
            Tensor bias = weights.get(convolution + BIAS);
            folded.put(convolution + WEIGHT, scaled(weight, scale));
            folded.put(convolution + BIAS, shifted(scaled(bias, scale), shift));
          }
        });
    return folded;
  }

  private static Tensor scaled(Tensor tensor, float[] scale) {
    float[] data = tensor.data().clone();
    int each = data.length / scale.length;
    for (int i = 0; i < data.length; i++) {
      data[i] *= scale[i / each];
    }
    return new Tensor(tensor.shape(), data);
  }

  private static Tensor shifted(Tensor tensor, float[] shift) {
    float[] data = tensor.data();
    for (int i = 0; i < data.length; i++) {
      data[i] += shift[i];
    }
    return tensor;
  }
}
