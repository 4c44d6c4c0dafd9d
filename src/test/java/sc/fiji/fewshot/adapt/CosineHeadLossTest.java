package sc.fiji.fewshot.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.gradient.Gradients;

class CosineHeadLossTest {

  private static final int[] LABELS = {0, 0, 1};

  @Test
  void isTheMeanCrossEntropyOfCosinesWithTheClassMeans() {
    float[][] start = {{1, 0}, {0.6f, 0.8f}, {0, 1}};
    float[][] now = {{0.8f, 0.6f}, {1, 0}, {-0.6f, 0.8f}};
    double[] mean = {1.6 / Math.hypot(1.6, 0.8), 0.8 / Math.hypot(1.6, 0.8)};
    double expected = 0;
    for (int i = 0; i < 3; i++) {
      double first = 5 * (now[i][0] * mean[0] + now[i][1] * mean[1]);
      double second = 5 * now[i][1];
      double own = LABELS[i] == 0 ? first : second;
      expected += (Math.log(Math.exp(first) + Math.exp(second)) - own) / 3;
    }
    try (NDManager manager = Devices.engine().newBaseManager()) {
      CosineHeadLoss loss = new CosineHeadLoss(manager, start, LABELS, 2, 5);
      assertEquals(expected, loss.of(manager.create(now)).getFloat(), 1e-5);
    }
  }

  /** Only their directions count, so the gradient is at right angles to them. */
  @Test
  void theVectorsAreLearntAlong() {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      float[][] z = {{1, 0}, {0.6f, 0.8f}, {0, 1}};
      CosineHeadLoss loss = new CosineHeadLoss(manager, z, LABELS, 2, 5);
      NDArray vectors = loss.parameters().get(0);
      Gradients.add(() -> loss.of(manager.create(z)));
      NDArray gradient = vectors.getGradient();
      assertEquals(0, gradient.mul(vectors).sum().getFloat(), 1e-6);
      assertTrue(gradient.norm().getFloat() > 0.01);
    }
  }
}
