package sc.fiji.fewshot.adapt;

import java.util.Arrays;
import java.util.stream.IntStream;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.Standardiser;

/**
 * What is to be adapted to what.
 *
 * @param views of all examples, prepared for the adaptation
 * @param shots numbers of those to learn from, and their classes
 * @param standardiser of raw embeddings
 * @param pace of training
 * @param seed of the choice of views and of what is random at the start
 */
record AdaptationTask(
    ExampleViews views, Shots shots, Standardiser standardiser, TrainingPace pace, long seed) {

  /** More would cost time and tell little about which candidate is better. */
  private static final int VIEWS_TO_COMPARE_BY = 4;

  int[] labels() {
    return shots.labels();
  }

  /** Embeddings of all examples with some weights, ready for a head. */
  float[][] embed(AdaptedWeights weights) {
    float[][] rows = views.embed(weights, shots.images(), VIEWS_TO_COMPARE_BY);
    for (int i = 0; i < rows.length; i++) {
      float[] z = standardiser.apply(rows[i]);
      rows[i] = weights.projection().map(p -> p.apply(z)).orElse(z);
    }
    return rows;
  }

  /**
   * Begins training.
   *
   * @param frozen embeddings of all examples by the pretrained network
   * @param kept numbers of the examples to train on, of every class
   * @return the training, to be closed
   */
  Training training(float[][] frozen, int[] kept) {
    Adaptable adaptable =
        views.adaptation().changesNetwork()
            ? new AdaptableNetwork(views, standardiser)
            : new AdaptableProjection(views, standardiser, seed);
    int[] examples = IntStream.of(kept).map(i -> shots.images()[i]).toArray();
    int[] labels = IntStream.of(kept).map(i -> labels()[i]).toArray();
    float[][] z = Arrays.stream(kept).mapToObj(i -> frozen[i]).toArray(float[][]::new);
    EmbeddingLoss loss = loss(adaptable, z, labels);
    return new Training(adaptable, views, examples, loss, pace, seed);
  }

  private EmbeddingLoss loss(Adaptable adaptable, float[][] z, int[] labels) {
    return switch (pace.objective()) {
      case PROTOTYPES -> new LeaveOneOutLoss(labels, shots.classes(), pace.scale());
      case COSINE_HEAD ->
          new CosineHeadLoss(adaptable.manager(), z, labels, shots.classes(), pace.scale());
    };
  }
}
