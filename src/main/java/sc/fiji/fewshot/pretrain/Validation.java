package sc.fiji.fewshot.pretrain;

import java.util.stream.IntStream;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.EpisodicBenchmark;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Standardiser;

/** Few-shot accuracy of a backbone on a data set that it was not trained on. */
final class Validation {

  private static final int WAYS = 5;
  private static final int[] SHOTS = {1, 5, 10};
  private static final int QUERIES = 15;
  private static final int EPISODES = 300;
  private static final int IMAGES = 600;

  private Validation() {}

  /**
   * @param backbone to measure
   * @param statistics to standardise by
   * @param set with labels, square images whose side is a multiple of 32
   * @param workers to run on
   * @return mean accuracy over 1, 5 and 10 shots, 0 to 1
   */
  static double accuracy(
      Backbone backbone, EmbeddingStatistics statistics, TrainingSet set, WorkerPool workers) {
    int[] chosen = set.spread(IMAGES).toArray();
    float[][] embeddings = new SetEncoder(backbone, workers).encode(set, chosen);
    int[] labels = IntStream.of(chosen).map(set::label).toArray();
    EpisodicBenchmark benchmark = new EpisodicBenchmark(embeddings, labels, set.classes().size());
    Standardiser standardiser = Standardiser.of(statistics);
    return IntStream.of(SHOTS)
        .mapToDouble(
            shots ->
                benchmark
                    .run(
                        FewShotMethods.parse("auto"),
                        support -> standardiser,
                        WAYS,
                        shots,
                        QUERIES,
                        EPISODES,
                        0,
                        workers.threads())
                    .accuracy())
        .average()
        .orElseThrow();
  }
}
