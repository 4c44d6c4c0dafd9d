package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * The loss of Prototypical Networks (Snell, Swersky and Zemel, NIPS 2017, equations 1 and 2) in
 * which each example is asked while it is left out of its own class's prototype, so that all
 * examples serve as support and as query at once. The only example of a class is not asked.
 */
final class LeaveOneOutLoss implements EmbeddingLoss {

  private final int[] labels;
  private final int[] counts;
  private final float scale;

  /**
   * @param labels the class of each row, 0 to {@code classes - 1}
   * @param classes how many there are
   * @param scale by which squared distances of unit vectors, 0 to 4, become logits
   */
  LeaveOneOutLoss(int[] labels, int classes, float scale) {
    this.labels = labels;
    this.scale = scale;
    counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
  }

  /** The mean cross-entropy of those that were asked. */
  @Override
  public NDArray of(NDArray z) {
    int n = labels.length;
    int classes = counts.length;
    float[][] own = new float[n][classes];
    float[][] share = new float[classes][n];
    float[][] ownShare = new float[n][n];
    float asked = 0;
    for (int i = 0; i < n; i++) {
      int others = counts[labels[i]] - 1;
      // What is not asked has a row of zeros and so adds nothing to the sum.
      own[i][labels[i]] = others > 0 ? 1 : 0;
      asked += own[i][labels[i]];
      share[labels[i]][i] = 1f / counts[labels[i]];
      for (int j = 0; j < n && others > 0; j++) {
        ownShare[i][j] = j != i && labels[j] == labels[i] ? 1f / others : 0;
      }
    }
    NDManager scope = z.getManager();
    NDArray isOwn = scope.create(own);
    NDArray prototypes = scope.create(share).matMul(z);
    NDArray withoutItself = scope.create(ownShare).matMul(z);
    // Without |z|², which is the same for all classes.
    NDArray similarity =
        z.matMul(prototypes.transpose())
            .mul(2f)
            .sub(prototypes.square().sum(new int[] {1}, true).transpose());
    NDArray toOwn =
        z.mul(withoutItself)
            .sum(new int[] {1}, true)
            .mul(2f)
            .sub(withoutItself.square().sum(new int[] {1}, true));
    NDArray logits = similarity.mul(isOwn.neg().add(1f)).add(toOwn.mul(isOwn)).mul(scale);
    return logits.logSoftmax(1).mul(isOwn).sum().div(-Math.max(1, asked));
  }

  @Override
  public List<NDArray> parameters() {
    return List.of();
  }
}
