package sc.fiji.fewshot.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.encode.Rows;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Whitening;

class DifferentiableStandardiserTest {

  private static final float[][] RAW = {{3, -1, 0.5f}, {1e6f, 0, 0}, {1, 2, 3}};

  private static void check(Whitening metric) {
    Standardiser standardiser =
        new Standardiser(new float[] {1, 2, 3}, new float[] {2, 0.5f, 0}, metric);
    try (NDManager manager = Devices.engine().newBaseManager()) {
      float[][] rows =
          Rows.of(new DifferentiableStandardiser(manager, standardiser).apply(manager.create(RAW)));
      for (int i = 0; i < RAW.length; i++) {
        assertArrayEquals(standardiser.apply(RAW[i]), rows[i], 1e-5f, "row " + i);
      }
    }
  }

  @Test
  void isTheStandardiserItself() {
    check(Whitening.none());
  }

  @Test
  void withItsMetric() {
    check(
        new Whitening(new float[][] {{0.6f, 0.8f, 0}, {-0.8f, 0.6f, 0}}, new float[] {0.2f, 1.7f}));
  }
}
