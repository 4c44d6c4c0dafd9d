package sc.fiji.fewshot.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;

/**
 * What the network is taught: to tell each image from the others of its set whatever the view, to
 * bring the classes of a labelled set together a little, and to stay near the frozen network that
 * it started from, which has seen far more images.
 */
final class PretrainLoss implements AutoCloseable {

  private static final float SMALLEST_DEVIATION = 1e-4f;
  private static final float FARTHEST = 8;

  private final NDManager manager;
  private final NDArray mean;
  private final NDArray deviation;
  private final PretrainSettings settings;

  /**
   * The parts and their weighted sum; scalars of the student's graph.
   *
   * @param total what is minimised
   * @param views cross-entropy of the other view of the same image
   * @param classes cross-entropy of views of the same class; 0 without labels
   * @param distillation 1 less the cosine between student and teacher
   */
  record Parts(NDArray total, NDArray views, NDArray classes, NDArray distillation) {}

  /**
   * @param parent of the arrays kept here
   * @param statistics of the teacher's embeddings
   * @param settings the weights
   */
  PretrainLoss(NDManager parent, EmbeddingStatistics statistics, PretrainSettings settings) {
    manager = parent.newSubManager();
    mean = manager.create(statistics.mean());
    deviation = manager.create(statistics.deviation()).maximum(SMALLEST_DEVIATION);
    this.settings = settings;
  }

  /**
   * @param student raw embeddings of the jittered views
   * @param teacher raw embeddings of the clean views
   * @param projection of the student's
   * @param batch whose views they are
   */
  Parts of(NDArray student, NDArray teacher, Projection projection, TrainingBatch batch) {
    NDArray z = standardise(student);
    NDArray logProbabilities = ContrastiveLoss.logProbabilities(projection.of(z));
    NDArray views = ContrastiveLoss.sameImage(logProbabilities);
    NDArray classes =
        batch.labelled()
            ? ContrastiveLoss.sameClass(logProbabilities, batch.labels())
            : views.mul(0f);
    // Half the squared distance of unit vectors is 1 - cosine.
    NDArray distillation = z.sub(standardise(teacher)).square().sum(new int[] {1}).mean().div(2f);
    NDArray total =
        views
            .add(classes.mul(settings.labelWeight()))
            .add(distillation.mul(settings.distillationWeight()));
    return new Parts(total, views, classes, distillation);
  }

  private NDArray standardise(NDArray raw) {
    return UnitLength.of(raw.sub(mean).div(deviation).clip(-FARTHEST, FARTHEST));
  }

  @Override
  public void close() {
    manager.close();
  }
}
