package sc.fiji.fewshot.meta;

import java.util.List;
import java.util.SplittableRandom;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.EpisodeSampler;

/**
 * Draws tasks of various sizes from several data sets: each set as often as the others, 2 to 8
 * classes, 1 to 10 shots. A task depends on the seed and on its number only.
 */
final class TaskSampler {

  private static final int MOST_WAYS = 8;
  private static final int MOST_SHOTS = 10;
  private static final int QUERIES = 10;

  private final List<EmbeddedSet> sets;
  private final long seed;

  /** An episode and the set that its numbers belong to. */
  record Task(EmbeddedSet set, Episode episode) {}

  TaskSampler(List<EmbeddedSet> sets, long seed) {
    this.sets = sets;
    this.seed = seed;
  }

  /**
   * @param number from 0
   * @return the task of that number
   */
  Task task(int number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003L + number);
    EmbeddedSet set = sets.get(number % sets.size());
    int ways = random.nextInt(2, MOST_WAYS + 1);
    int shots = random.nextInt(1, MOST_SHOTS + 1);
    EpisodeSampler sampler =
        new EpisodeSampler(set.labels(), set.classes(), ways, shots, QUERIES, seed);
    return new Task(set, sampler.episode(number));
  }
}
