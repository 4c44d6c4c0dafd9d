package sc.fiji.fewshot.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;

/**
 * What the student is taught: to embed a recoloured view as the frozen teacher embeds the view as
 * it is, and to bring the views of a class together. Both look at standardised embeddings of unit
 * length, which is what classifiers look at later.
 */
final class EmbeddingLoss implements AutoCloseable {

  private static final float SMALLEST_DEVIATION = 1e-4f;

  private final NDManager manager;
  private final NDArray mean;
  private final NDArray deviation;
  private final double episodeWeight;

  /** The two parts and their weighted sum; scalars of the student's graph. */
  record Parts(NDArray total, NDArray distillation, NDArray episode) {}

  /**
   * @param parent of the arrays kept here
   * @param statistics of the teacher's embeddings
   * @param episodeWeight weight of the prototypical loss
   */
  EmbeddingLoss(NDManager parent, EmbeddingStatistics statistics, double episodeWeight) {
    manager = parent.newSubManager();
    mean = manager.create(statistics.mean());
    deviation = manager.create(statistics.deviation()).maximum(SMALLEST_DEVIATION);
    this.episodeWeight = episodeWeight;
  }

  /**
   * @param student raw embeddings, sorted by class
   * @param teacher raw embeddings of the same views
   * @param batch how they are grouped
   */
  Parts of(NDArray student, NDArray teacher, EpisodeBatch batch) {
    NDArray z = unit(student);
    // Half the squared distance of unit vectors, that is 1 - cosine.
    NDArray distillation = z.sub(unit(teacher)).square().sum(new int[] {1}).mean().div(2f);
    if (batch.classes() == 1) {
      return new Parts(
          distillation, distillation, student.getManager().zeros(distillation.getShape()));
    }
    NDArray episode = PrototypicalLoss.of(z, batch.classes(), batch.perClass());
    return new Parts(distillation.add(episode.mul(episodeWeight)), distillation, episode);
  }

  private NDArray unit(NDArray raw) {
    NDArray standardised = raw.sub(mean).div(deviation);
    NDArray norm = standardised.square().sum(new int[] {1}, true).add(1e-6f).sqrt();
    return standardised.div(norm);
  }

  @Override
  public void close() {
    manager.close();
  }
}
