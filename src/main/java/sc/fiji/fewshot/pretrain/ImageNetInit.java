package sc.fiji.fewshot.pretrain;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Tensor;

/**
 * Folds a MobileNetV1 whose batch normalisation is separate (layers {@code features.N.*} in order:
 * convolution, then normalisation) into the plain convolutions of {@link
 * sc.fiji.fewshot.backbone.MobileNet}.
 */
final class ImageNetInit {

  private static final float EPSILON = 1e-3f;
  private static final int SEPARABLE_BLOCKS = 12;

  private ImageNetInit() {}

  /**
   * @param tensors as read from the file
   * @return whether they are of that layout
   */
  static boolean matches(Map<String, Tensor> tensors) {
    return tensors.containsKey("features.1.weight") && tensors.containsKey("features.2.running_var");
  }

  /**
   * @param tensors of that layout
   * @return weights and biases by this project's parameter names: w' = w·γ/√(σ²+ε), b' =
   *     β-μ·γ/√(σ²+ε)
   */
  static Map<String, Tensor> fold(Map<String, Tensor> tensors) {
    Map<String, Tensor> folded = new LinkedHashMap<>();
    int layer = 1;
    fold(tensors, layer, "stem", folded);
    for (int block = 1; block <= SEPARABLE_BLOCKS; block++) {
      layer += 3;
      fold(tensors, layer, "dw" + block, folded);
      layer += 3;
      fold(tensors, layer, "pw" + block, folded);
    }
    return folded;
  }

  private static void fold(
      Map<String, Tensor> tensors, int layer, String name, Map<String, Tensor> folded) {
    Tensor convolution = get(tensors, layer, "weight");
    float[] gamma = get(tensors, layer + 1, "weight").data();
    float[] beta = get(tensors, layer + 1, "bias").data();
    float[] mean = get(tensors, layer + 1, "running_mean").data();
    float[] variance = get(tensors, layer + 1, "running_var").data();
    float[] weights = convolution.data().clone();
    float[] bias = new float[gamma.length];
    int perChannel = weights.length / gamma.length;
    for (int c = 0; c < gamma.length; c++) {
      float factor = (float) (gamma[c] / Math.sqrt(variance[c] + EPSILON));
      for (int i = 0; i < perChannel; i++) {
        weights[c * perChannel + i] *= factor;
      }
      bias[c] = beta[c] - mean[c] * factor;
    }
    folded.put(name + ".weight", new Tensor(convolution.shape(), weights));
    folded.put(name + ".bias", Tensor.vector(bias));
  }

  private static Tensor get(Map<String, Tensor> tensors, int layer, String part) {
    Tensor tensor = tensors.get("features." + layer + "." + part);
    if (tensor == null) {
      throw new FewShotException(
          "The initial weights lack features."
              + layer
              + "."
              + part
              + "; give a MobileNetV1 with separate batch normalisation or a backbone folder.");
    }
    return tensor;
  }
}
