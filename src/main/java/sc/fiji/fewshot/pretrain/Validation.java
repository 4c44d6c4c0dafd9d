package sc.fiji.fewshot.pretrain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.EpisodicBenchmark;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.BlendedStandardiser;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Standardiser;

/** Few-shot accuracy of a backbone on a data set that it was not trained on. */
final class Validation {

  private static final int WAYS = 5;
  private static final int[] SHOTS = {1, 5, 10};
  private static final int QUERIES = 15;
  private static final int EPISODES = 200;

  private Validation() {}

  /**
   * @param backbone to measure
   * @param statistics to standardise by
   * @param set with labels, square images
   * @param side of its images, a multiple of 32
   * @param workers to run on
   * @return mean accuracy over 1, 5 and 10 shots, 0 to 1
   */
  static double accuracy(
      Backbone backbone,
      EmbeddingStatistics statistics,
      TrainingSet set,
      int side,
      WorkerPool workers) {
    float[][] embeddings = new PatchEncoder(backbone, workers).encode(images(set, side, 1));
    int[] labels =
        IntStream.range(0, set.classes().size())
            .flatMap(c -> IntStream.generate(() -> c).limit(set.pixels().get(c).size()))
            .toArray();
    EpisodicBenchmark benchmark = new EpisodicBenchmark(embeddings, labels, set.classes().size());
    BlendedStandardiser standardiser =
        new BlendedStandardiser(new Standardiser(statistics.mean(), statistics.deviation()));
    return IntStream.of(SHOTS)
        .mapToDouble(
            shots ->
                benchmark
                    .run(
                        FewShotMethods.byName("auto"),
                        standardiser,
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

  /**
   * @param set square images of {@code side} pixels
   * @param every 1 for all images of each class, 2 for every second one, ...
   */
  static List<RgbImage> images(TrainingSet set, int side, int every) {
    List<RgbImage> images = new ArrayList<>();
    for (List<byte[]> ofClass : set.pixels()) {
      for (int i = 0; i < ofClass.size(); i += every) {
        byte[] bytes = ofClass.get(i);
        float[] values = new float[bytes.length];
        for (int k = 0; k < values.length; k++) {
          values[k] = (bytes[k] & 0xff) / 255f;
        }
        images.add(new RgbImage(side, side, values));
      }
    }
    return images;
  }
}
