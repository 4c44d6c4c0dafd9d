package sc.fiji.fewshot.evaluate;

import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.FewShotException;
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
 * @param uneven whether each class has a number of shots of its own, up to that
 */
public record BenchmarkPlan(
    int ways, List<Integer> shots, int queries, int episodes, long seed, boolean uneven) {

  /**
   * @param ways classes in an episode, at least 2
   * @param shots numbers of examples a class, each at least 1
   * @param queries images a class, at least 1
   * @param episodes how many, at least 2
   * @param seed of the episodes
   * @param uneven whether each class has a number of shots of its own, up to that
   * @return the plan
   * @throws FewShotException if a number is too small
   */
  public static BenchmarkPlan checked(
      int ways, List<Integer> shots, int queries, int episodes, long seed, boolean uneven) {
    atLeast("ways", ways, 2);
    shots.forEach(s -> atLeast("shots", s, 1));
    atLeast("queries", queries, 1);
    atLeast("episodes", episodes, 2);
    return new BenchmarkPlan(ways, shots, queries, episodes, seed, uneven);
  }

  /**
   * As {@link #checked}.
   *
   * @param ways classes in an episode
   * @param shots one or several numbers, separated by commas
   * @param queries images a class
   * @param episodes how many
   * @param seed of the episodes
   * @param uneven whether each class has a number of shots of its own, up to that
   * @return the plan
   * @throws FewShotException if a number is too small, or a word is no number
   */
  public static BenchmarkPlan parse(
      int ways, String shots, int queries, int episodes, long seed, boolean uneven) {
    if (!shots.strip().matches("\\d{1,6}(\\s*,\\s*\\d{1,6})*")) {
      throw new FewShotException("The shots must be numbers such as 1,5,10, not '" + shots + "'.");
    }
    List<Integer> numbers =
        Arrays.stream(shots.strip().split("\\s*,\\s*")).map(Integer::valueOf).toList();
    return checked(ways, numbers, queries, episodes, seed, uneven);
  }

  private static void atLeast(String what, int value, int smallest) {
    if (value < smallest) {
      throw new FewShotException(
          "The number of %s must be at least %d, not %d.".formatted(what, smallest, value));
    }
  }

  /**
   * @param folder the data set
   * @param shot examples a class
   * @return draws the episodes
   * @throws FewShotException if the data set has too few images
   */
  public EpisodeSampler sampler(ClassFolder folder, int shot) {
    int[] labels = folder.labels().stream().mapToInt(Integer::intValue).toArray();
    return new EpisodeSampler(labels, folder.classes().size(), ways, shot, queries, seed, uneven);
  }
}
