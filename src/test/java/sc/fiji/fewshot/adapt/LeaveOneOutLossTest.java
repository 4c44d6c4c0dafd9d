package sc.fiji.fewshot.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.Devices;

class LeaveOneOutLossTest {

  @Test
  void isTheMeanCrossEntropyOfExamplesLeftOutOfTheirPrototype() {
    float[][] z = {{1, 0}, {0.8f, 0.6f}, {0, 1}, {-0.6f, 0.8f}, {-1, 0}};
    // Class 2 has a single example: it is a prototype for the others but is not asked.
    int[] labels = {0, 0, 1, 1, 2};
    double[][] prototypes = {{0.9, 0.3}, {-0.3, 0.9}, {-1, 0}};
    int[] other = {1, 0, 3, 2};
    double expected = 0;
    for (int i = 0; i < 4; i++) {
      double[] logits = new double[3];
      for (int c = 0; c < 3; c++) {
        double[] p = prototypes[c];
        if (c == labels[i]) {
          p = new double[] {z[other[i]][0], z[other[i]][1]};
        }
        logits[c] = -4 * (Math.pow(z[i][0] - p[0], 2) + Math.pow(z[i][1] - p[1], 2));
      }
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit);
      }
      expected += (Math.log(sum) - logits[labels[i]]) / 4;
    }
    try (NDManager manager = Devices.engine().newBaseManager()) {
      double loss = new LeaveOneOutLoss(labels, 3, 4).of(manager.create(z)).getFloat();
      assertEquals(expected, loss, 1e-5);
    }
  }

  @Test
  void isZeroWhereNobodyCanBeLeftOut() {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      float[][] z = {{1, 0}, {0, 1}};
      float loss = new LeaveOneOutLoss(new int[] {0, 1}, 2, 4).of(manager.create(z)).getFloat();
      assertEquals(0, loss, 1e-6f);
    }
  }
}
