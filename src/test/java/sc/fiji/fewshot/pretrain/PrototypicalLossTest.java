package sc.fiji.fewshot.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.Devices;

class PrototypicalLossTest {

  @Test
  void equalsTheHandCalculation() {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      // Class 0: support (0, 0) and (0, 0.2), queries (0.1, 0.1) and (0.3, 0.1).
      // Class 1: support (0.4, 0) and (0.4, 0.2), queries (0.4, 0.1) and (0.2, 0.1).
      NDArray embeddings =
          manager.create(
              new float[] {
                0, 0, 0, 0.2f, 0.1f, 0.1f, 0.3f, 0.1f, 0.4f, 0, 0.4f, 0.2f, 0.4f, 0.1f, 0.2f, 0.1f
              },
              new Shape(8, 2));
      // Prototypes (0, 0.1) and (0.4, 0.1); squared distances over 0.1 are the negative logits:
      // 0.1 and 0.9; 0.9 and 0.1; 1.6 and 0; 0.4 and 0.4.
      double expected =
          (Math.log(1 + Math.exp(0.1 - 0.9))
                  + Math.log(1 + Math.exp(0.9 - 0.1))
                  + Math.log(1 + Math.exp(0 - 1.6))
                  + Math.log(2))
              / 4;
      assertEquals(expected, PrototypicalLoss.of(embeddings, 2, 4).getFloat(), 1e-5);
    }
  }
}
