package sc.fiji.fewshot.meta;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.learn.Head;

/**
 * What the inner loop makes of a meta-learnt start and some examples: an ordinary linear head, into
 * which factors and summands of the channels are folded.
 */
final class MamlHead {

  private static final String NAME = "maml";

  private MamlHead() {}

  /**
   * Learns; takes milliseconds.
   *
   * @param start where to begin
   * @param adapter whether factors and summands are learnt, too
   * @param z standardised embeddings of unit length, one row an example
   * @param labels the class of each
   * @param classes how many there are, each with an example
   */
  static Head learn(HeadStart start, boolean adapter, float[][] z, int[] labels, int classes) {
    try (NDManager scope = Devices.engine().newBaseManager(Device.cpu())) {
      TaskHead head =
          TaskHead.start(scope, scope.create(start.scale()), scope.create(start.shift()), classes);
      CentredFeatures features = CentredFeatures.of(z, labels, classes);
      InnerTask task = InnerTask.balanced(features.of(scope, z), labels, classes);
      // Without an outer loop both orders are the same.
      InnerLoop loop = new InnerLoop(start.steps(), adapter, true);
      return fold(loop.learn(head, scope.create(start.stepSizes()), task), features);
    }
  }

  /** W (scale · f (z - centre) + shift) + bias, written as weights and biases for z. */
  private static Head fold(TaskHead head, CentredFeatures features) {
    NDManager scope = head.weights().getManager();
    NDArray weights = head.weights().mul(head.scale()).mul(features.factor());
    NDArray centre = scope.create(features.centre());
    int[] channels = {1};
    NDArray bias =
        head.bias()
            .add(head.weights().mul(head.shift()).sum(channels))
            .sub(weights.mul(centre).sum(channels));
    float[] all = weights.toFloatArray();
    float[] biases = bias.toFloatArray();
    int dimension = features.centre().length;
    float[][] rows = new float[biases.length][];
    for (int c = 0; c < rows.length; c++) {
      rows[c] = Arrays.copyOfRange(all, c * dimension, (c + 1) * dimension);
    }
    return Head.linear(NAME, rows, biases);
  }
}
