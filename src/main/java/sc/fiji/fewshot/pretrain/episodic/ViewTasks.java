package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.encode.InputBatch;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.EpisodeSampler;
import sc.fiji.fewshot.pretrain.TrainingSet;
import sc.fiji.fewshot.pretrain.TrainingViews;

/**
 * Episodes and batches of random views of colour images. All images of an episode come from one
 * set, each set as often as the others.
 */
final class ViewTasks implements TaskSource {

  private static final int VIEW_SIDE = 96;
  private static final int MOST_WAYS = 10;

  private final List<TrainingSet> sets;
  private final List<EpisodeSampler> samplers;
  private final int batch;
  private final WorkerPool workers;
  private final long seed;

  /**
   * @param all sets; those of one class teach nothing here
   * @param plan of the episodes; a set with fewer classes gives those it has
   * @param workers cut the views
   * @param seed of all chance
   * @throws FewShotException if no set has two classes, or one has too few images
   */
  ViewTasks(List<TrainingSet> all, EpisodePlan plan, WorkerPool workers, long seed) {
    sets = all.stream().filter(TrainingSet::labelled).toList();
    if (sets.isEmpty()) {
      throw new FewShotException(
          "Episodes need two classes, but each --data has only one; give folders of classes, or"
              + " --objective views.");
    }
    int ways = Math.min(plan.ways(), MOST_WAYS);
    samplers =
        sets.stream()
            .map(
                set ->
                    new EpisodeSampler(
                        set.labels(),
                        set.classes().size(),
                        ways,
                        plan.shots(),
                        plan.queries(),
                        seed))
            .toList();
    batch = ways * (plan.shots() + plan.queries());
    this.workers = workers;
    this.seed = seed;
  }

  @Override
  public int classes() {
    return sets.stream().mapToInt(set -> set.classes().size()).sum();
  }

  @Override
  public Task episode(NDManager scope, int number) {
    SplittableRandom random = random(number);
    int chosen = random.nextInt(sets.size());
    Episode episode = samplers.get(chosen).episode(number);
    return new Task(
        views(scope, sets.get(chosen), DrawingTasks.rows(episode), random),
        episode.ways(),
        episode.supportLabels(),
        episode.queryLabels());
  }

  @Override
  public Batch batch(NDManager scope, int number) {
    SplittableRandom random = random(number);
    int chosen = random.nextInt(sets.size());
    TrainingSet set = sets.get(chosen);
    int first = sets.subList(0, chosen).stream().mapToInt(s -> s.classes().size()).sum();
    int[] rows = IntStream.range(0, batch).map(i -> random.nextInt(set.size())).toArray();
    return new Batch(
        views(scope, set, rows, random),
        IntStream.of(rows).map(row -> first + set.label(row)).toArray());
  }

  private SplittableRandom random(int number) {
    return new SplittableRandom(seed * 1_000_003L + number);
  }

  private NDArray views(NDManager scope, TrainingSet set, int[] rows, SplittableRandom random) {
    long[] seeds = random.longs(rows.length).toArray();
    TrainingViews views = new TrainingViews(VIEW_SIDE);
    List<RgbImage> images =
        workers.map(
            rows.length,
            i ->
                views
                    .draw(set.image(rows[i]), set.directionsAlike(), new Random(seeds[i]))
                    .jittered());
    return InputBatch.of(scope, images);
  }
}
