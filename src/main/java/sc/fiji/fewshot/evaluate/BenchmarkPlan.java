package sc.fiji.fewshot.evaluate;

import java.util.List;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.learn.EpisodeSampler;

/**
 * The episodes of a benchmark.
 *
 * @param ways classes in an episode; fewer if a data set has fewer
 * @param shots numbers of examples a class to learn from, each a series of episodes of its own
 * @param queries images a class to recognise
 * @param episodes how many in a series
 * @param seed of the episodes
 */
public record BenchmarkPlan(int ways, List<Integer> shots, int queries, int episodes, long seed) {

  /**
   * @param folder the data set
   * @param shot examples a class
   * @return draws the episodes
   * @throws sc.fiji.fewshot.FewShotException if the data set has too few images
   */
  public EpisodeSampler sampler(ClassFolder folder, int shot) {
    int[] labels = folder.labels().stream().mapToInt(Integer::intValue).toArray();
    return new EpisodeSampler(labels, folder.classes().size(), ways, shot, queries, seed);
  }
}
