package sc.fiji.fewshot.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.Devices;

class ContrastiveLossTest {

  // Two images: first views (1, 0) and (0, 1), second views (1, 0) and (0.6, 0.8).
  private static final float[] VIEWS = {1, 0, 0, 1, 1, 0, 0.6f, 0.8f};

  @Test
  void tellingImagesApartEqualsTheHandCalculation() {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      NDArray projected = manager.create(VIEWS, new Shape(4, 2));
      NDArray logProbabilities = ContrastiveLoss.logProbabilities(projected);
      // Cosines: 0-1 0, 0-2 1, 0-3 0.6, 1-2 0, 1-3 0.8, 2-3 0.6. Own pairs: 0-2 and 1-3.
      double expected =
          (loss(1, 0, 0.6) + loss(0.8, 0, 0) + loss(1, 0, 0.6) + loss(0.8, 0.6, 0.6)) / 4;
      assertEquals(expected, ContrastiveLoss.sameImage(logProbabilities).getFloat(), 1e-4);
    }
  }

  @Test
  void ofOneClassAllOtherViewsAreEquallyRight() {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      NDArray projected = manager.create(VIEWS, new Shape(4, 2));
      NDArray logProbabilities = ContrastiveLoss.logProbabilities(projected);
      double expected = 0;
      double[][] cosines = {{0, 1, 0.6}, {0, 0, 0.8}, {1, 0, 0.6}, {0.6, 0.8, 0.6}};
      for (double[] row : cosines) {
        expected += (loss(row[0], row[1], row[2]) + loss(row[1], row[0], row[2])) / 12;
        expected += loss(row[2], row[0], row[1]) / 12;
      }
      NDArray loss = ContrastiveLoss.sameClass(logProbabilities, new int[] {5, 5});
      assertEquals(expected, loss.getFloat(), 1e-4);
    }
  }

  /** Cross-entropy of one cosine among three at temperature 0.15. */
  private static double loss(double right, double wrong, double other) {
    double sum = Math.exp(right / 0.15) + Math.exp(wrong / 0.15) + Math.exp(other / 0.15);
    return Math.log(sum) - right / 0.15;
  }
}
