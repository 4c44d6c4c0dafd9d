package sc.fiji.fewshot.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;

class Conv4BackboneTest {

  private final Map<String, Tensor> tensors = Conv4.initial(2);

  @Test
  void darkCountsAsInk() {
    float[] ink = new float[32 * 32];
    Random random = new Random(0);
    for (int i = 0; i < ink.length; i++) {
      ink[i] = random.nextFloat();
    }
    try (Backbone backbone = open(tensors);
        NDManager manager = backbone.newManager()) {
      NDArray drawn = manager.create(ink, new Shape(1, 1, 32, 32));
      NDArray light = drawn.neg().add(1f);
      NDArray colours = NDArrays.concat(new NDList(light, light, light), 1);
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      tensors.forEach((n, t) -> arrays.put(n, manager.create(t.data(), new Shape(t.shape()))));
      assertArrayEquals(
          Conv4.forward(drawn, arrays, Conv4.Normalisation.RUNNING).toFloatArray(),
          backbone.forward(colours).singletonOrThrow().toFloatArray(),
          1e-4f);
    }
  }

  @Test
  void aMissingLayerIsToldInASentence() {
    tensors.remove("conv3.weight");
    FewShotException problem = assertThrows(FewShotException.class, () -> open(tensors));
    assertTrue(problem.getMessage().contains("conv3.weight is missing"), problem.getMessage());
  }

  private static Backbone open(Map<String, Tensor> tensors) {
    return Backbones.ofWeights(
        "small", Safetensors.write(tensors, Safetensors.Precision.F32), "cpu");
  }
}
