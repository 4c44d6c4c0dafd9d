package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.fewshot.backbone.Conv4;
import sc.fiji.fewshot.evaluate.MeanInterval;

/**
 * The published protocol: 5-way episodes with 1 and 5 shots and 15 queries a class, and Omniglot's
 * official one-shot runs.
 *
 * @param data folders of classes; none for no episodes
 * @param oneShotRuns folder of the official runs, or null
 * @param episodes how many of each kind
 */
record Conv4Protocol(List<Path> data, Path oneShotRuns, int episodes) {

  static final EpisodePlan ONE_SHOT = new EpisodePlan(5, 1, 15);
  static final EpisodePlan FIVE_SHOTS = new EpisodePlan(5, 5, 15);
  private static final long SEED = 1;

  /**
   * @param manager parent of what is made
   * @param objective that was trained
   * @param training images it was trained on
   * @return all results; where test classes hold images of the training set, once with and once
   *     without these classes
   */
  List<TestResult> run(NDManager manager, Objective objective, ClassImages training) {
    List<TestResult> results = new ArrayList<>();
    if (!data.isEmpty()) {
      ClassImages all = Drawings.read(data, Conv4.SIDE);
      episodes("test", manager, objective, all, results);
      ClassImages unseen = without(all, training);
      if (unseen.classes().size() < all.classes().size()) {
        episodes("test without classes of the training set", manager, objective, unseen, results);
      }
    }
    if (oneShotRuns != null) {
      results.add(officialRuns(manager, objective));
    }
    return results;
  }

  private void episodes(
      String name,
      NDManager manager,
      Objective objective,
      ClassImages images,
      List<TestResult> results) {
    try (EpisodicAccuracy test = new EpisodicAccuracy(manager, objective, images)) {
      for (EpisodePlan plan : List.of(ONE_SHOT, FIVE_SHOTS)) {
        results.add(
            TestResult.of(
                name, images.classes().size(), plan, episodes, test.run(plan, episodes, SEED)));
      }
    }
  }

  private TestResult officialRuns(NDManager manager, Objective objective) {
    OneShotRuns runs = OneShotRuns.read(oneShotRuns, Conv4.SIDE);
    try (EpisodicAccuracy test = new EpisodicAccuracy(manager, objective, runs.images())) {
      double[] accuracies = runs.episodes().stream().mapToDouble(test::accuracy).toArray();
      int ways = runs.episodes().get(0).ways();
      return TestResult.of(
          "official one-shot runs",
          ways * accuracies.length,
          new EpisodePlan(ways, 1, 1),
          accuracies.length,
          MeanInterval.of(accuracies));
    }
  }

  /** Without the classes of which an image is one of the training set, to the last pixel. */
  private static ClassImages without(ClassImages images, ClassImages training) {
    Set<ByteBuffer> known = new HashSet<>();
    training.ink().forEach(image -> known.add(ByteBuffer.wrap(image)));
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < images.size(); i++) {
      if (known.contains(ByteBuffer.wrap(images.ink().get(i)))) {
        seen.add(images.labels()[i]);
      }
    }
    return images.only(
        IntStream.range(0, images.classes().size()).filter(c -> !seen.contains(c)).toArray());
  }
}
