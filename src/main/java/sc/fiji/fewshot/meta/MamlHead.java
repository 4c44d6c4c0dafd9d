package sc.fiji.fewshot.meta;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.HeadStart;

/**
 * What the inner loop makes of a meta-learnt start and some examples: an ordinary linear head, into
 * which factors and summands of the channels are folded.
 *
 * @param weights one row a class
 * @param bias one a class
 */
record MamlHead(float[][] weights, float[] bias) {

  /**
   * Learns; takes milliseconds.
   *
   * @param start where to begin
   * @param adapter whether factors and summands are learnt, too
   * @param z standardised embeddings of unit length, one row an example
   * @param labels the class of each
   * @param classes how many there are, each with an example
   */
  static MamlHead learn(HeadStart start, boolean adapter, float[][] z, int[] labels, int classes) {
    try (NDManager scope = Devices.engine().newBaseManager(Device.cpu())) {
      TaskHead head =
          TaskHead.start(
              scope,
              scope.zeros(new Shape(start.dimension())),
              scope.create(start.scale()),
              scope.create(start.shift()),
              classes);
      InnerTask task = InnerTask.balanced(features(scope, z), labels, classes);
      // Without an outer loop both orders are the same.
      InnerLoop loop = new InnerLoop(start.steps(), adapter, true);
      return fold(loop.learn(head, scope.create(start.stepSizes()), task), z[0].length);
    }
  }

  /**
   * @param scope owns the result
   * @param z embeddings of unit length
   * @return the same with a mean square of 1 in each row, so that one step size fits any length
   */
  static NDArray features(NDManager scope, float[][] z) {
    return scope.create(z).mul((float) Math.sqrt(z[0].length));
  }

  private static MamlHead fold(TaskHead head, int dimension) {
    NDArray weights = head.weights().mul(head.scale()).mul((float) Math.sqrt(dimension));
    NDArray shifts = head.weights().mul(head.shift()).sum(new int[] {1});
    float[] all = weights.toFloatArray();
    float[] bias = head.bias().add(shifts).toFloatArray();
    float[][] rows = new float[bias.length][dimension];
    for (int c = 0; c < rows.length; c++) {
      System.arraycopy(all, c * dimension, rows[c], 0, dimension);
    }
    return new MamlHead(rows, bias);
  }

  /** The class whose logit is largest. */
  int best(float[] z) {
    int best = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < bias.length; c++) {
      double logit = bias[c];
      for (int k = 0; k < z.length; k++) {
        logit += (double) weights[c][k] * z[k];
      }
      if (logit > largest) {
        largest = logit;
        best = c;
      }
    }
    return best;
  }
}
