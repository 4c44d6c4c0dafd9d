package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.stream.IntStream;
import sc.fiji.fewshot.evaluate.MeanInterval;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.EpisodeSampler;

/** Measures how well an objective's network recognises classes that it was not trained on. */
final class EpisodicAccuracy implements AutoCloseable {

  private static final int IMAGES_AT_ONCE = 128;

  private final Objective objective;
  private final ClassImages images;
  private final NDManager manager;
  private final NDArray features;

  /**
   * @param parent of the features
   * @param objective that recognises
   * @param images to draw episodes from
   */
  EpisodicAccuracy(NDManager parent, Objective objective, ClassImages images) {
    this.objective = objective;
    this.images = images;
    manager = parent.newSubManager();
    NDList parts = new NDList();
    for (int from = 0; from < images.size(); from += IMAGES_AT_ONCE) {
      int[] rows = IntStream.range(from, Math.min(images.size(), from + IMAGES_AT_ONCE)).toArray();
      try (NDManager scope = manager.newSubManager()) {
        NDArray part = objective.features(DrawingTasks.input(scope, images, rows));
        part.attach(manager);
        parts.add(part);
      }
    }
    features = NDArrays.concat(parts, 0);
  }

  /**
   * @param plan size of the episodes
   * @param episodes how many
   * @param seed of their choice
   * @return accuracy over episodes, 0 to 1
   */
  MeanInterval run(EpisodePlan plan, int episodes, long seed) {
    EpisodeSampler sampler =
        new EpisodeSampler(
            images.labels(),
            images.classes().size(),
            plan.ways(),
            plan.shots(),
            plan.queries(),
            seed);
    return MeanInterval.of(
        IntStream.range(0, episodes).mapToDouble(i -> accuracy(sampler.episode(i))).toArray());
  }

  /**
   * @param episode of the images
   * @return share of the queries that are recognised
   */
  double accuracy(Episode episode) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray chosen =
          features.get(scope, new NDIndex("{}", scope.create(DrawingTasks.rows(episode))));
      Task task = new Task(chosen, episode.ways(), episode.supportLabels(), episode.queryLabels());
      return CrossEntropy.accuracy(objective.recognise(scope, task), task.queryLabels());
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
