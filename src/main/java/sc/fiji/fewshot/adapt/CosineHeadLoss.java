package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * The cross-entropy of a head that is learnt along: one vector a class, logits by the cosine
 * (Baseline++ of Chen, Liu, Kira, Wang and Huang, "A Closer Look at Few-shot Classification", ICLR
 * 2019, section 3.2). The vectors start as the classes' mean embeddings (Qi, Brown and Lowe,
 * "Low-Shot Learning with Imprinted Weights", CVPR 2018). Unlike {@link LeaveOneOutLoss} it asks
 * the only example of a class, too, by its various views.
 */
final class CosineHeadLoss implements EmbeddingLoss {

  private final int[] labels;
  private final int classes;
  private final float scale;
  private final NDArray vectors;

  /**
   * @param manager owns the vectors
   * @param z embeddings of the examples by the pretrained network, of unit length
   * @param labels the class of each
   * @param classes how many there are, each with an example
   * @param scale by which cosines become logits
   */
  CosineHeadLoss(NDManager manager, float[][] z, int[] labels, int classes, float scale) {
    this.labels = labels;
    this.classes = classes;
    this.scale = scale;
    float[][] means = new float[classes][z[0].length];
    for (int i = 0; i < labels.length; i++) {
      for (int k = 0; k < z[i].length; k++) {
        means[labels[i]][k] += z[i][k];
      }
    }
    try (NDManager scope = manager.newSubManager()) {
      vectors = DifferentiableStandardiser.unit(scope.create(means)).duplicate();
      vectors.attach(manager);
    }
    vectors.setRequiresGradient(true);
  }

  @Override
  public NDArray of(NDArray z) {
    NDManager scope = z.getManager();
    float[][] own = new float[labels.length][classes];
    for (int i = 0; i < labels.length; i++) {
      own[i][labels[i]] = 1f / labels.length;
    }
    NDArray squares = vectors.square();
    squares.attach(scope);
    NDArray lengths = squares.sum(new int[] {1}).add(1e-12f).sqrt();
    NDArray columns = vectors.transpose();
    columns.attach(scope);
    NDArray logits = z.matMul(columns).div(lengths).mul(scale);
    return logits.logSoftmax(1).mul(scope.create(own)).sum().neg();
  }

  @Override
  public List<NDArray> parameters() {
    return List.of(vectors);
  }
}
