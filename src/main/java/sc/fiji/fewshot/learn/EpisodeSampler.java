package sc.fiji.fewshot.learn;

import java.util.Random;
import java.util.stream.IntStream;
import sc.fiji.fewshot.FewShotException;

/**
 * Draws episodes of some ways, shots and queries: first the classes, then each class's support and
 * queries, all without replacement. A class with fewer than shots + 1 images is never drawn; one
 * with fewer than shots + queries gives what it has; a data set with fewer classes than ways uses
 * all it has. An episode depends on the seed and on its number only, so that neither order nor
 * threads matter, and every method sees the same ones.
 *
 * <p>Where shots are uneven, each class has a number of its own, from two to the number of shots,
 * evenly spread on a logarithmic scale; queries are the same as with even ones.
 */
public final class EpisodeSampler {

  /** Of fewer nothing can be left out. */
  private static final int LEAST_UNEVEN = 2;

  private final int[][] eligible;
  private final int[] classNumbers;
  private final int ways;
  private final int shots;
  private final int queries;
  private final long seed;
  private final boolean uneven;

  /**
   * Sorts the examples by class.
   *
   * @param labels the class of each example of the data set
   * @param classes how many classes the data set has
   * @param ways classes in an episode, at least 2
   * @param shots examples a class to learn from, at least 1
   * @param queries examples a class to recognise, at least 1
   * @param seed of all episodes
   * @throws FewShotException if fewer than two classes have shots + 1 examples
   */
  public EpisodeSampler(int[] labels, int classes, int ways, int shots, int queries, long seed) {
    this(labels, classes, ways, shots, queries, seed, false);
  }

  /**
   * Sorts the examples by class.
   *
   * @param labels the class of each example of the data set
   * @param classes how many classes the data set has
   * @param ways classes in an episode, at least 2
   * @param shots examples a class to learn from, at least 1; the most of them if they are uneven
   * @param queries examples a class to recognise, at least 1
   * @param seed of all episodes
   * @param uneven whether each class has a number of shots of its own
   * @throws FewShotException if fewer than two classes have shots + 1 examples
   */
  public EpisodeSampler(
      int[] labels, int classes, int ways, int shots, int queries, long seed, boolean uneven) {
    if (ways < 2 || shots < 1 || queries < 1) {
      throw new FewShotException(
          "An episode needs at least 2 ways, 1 shot and 1 query, not %d, %d and %d."
              .formatted(ways, shots, queries));
    }
    classNumbers =
        IntStream.range(0, classes).filter(c -> membersOf(labels, c).length > shots).toArray();
    if (classNumbers.length < 2) {
      throw new FewShotException(
          "Episodes of %d shots need two classes with at least %d images each, but there %s."
              .formatted(shots, shots + 1, classNumbers.length == 1 ? "is only one" : "is none"));
    }
    eligible = IntStream.of(classNumbers).mapToObj(c -> membersOf(labels, c)).toArray(int[][]::new);
    this.ways = Math.min(ways, eligible.length);
    this.shots = shots;
    this.queries = queries;
    this.seed = seed;
    this.uneven = uneven;
  }

  private static int[] membersOf(int[] labels, int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
  }

  /** How many classes each episode really has. */
  public int ways() {
    return ways;
  }

  /**
   * Draws an episode.
   *
   * @param number from 0; the same number gives the same episode
   */
  public Episode episode(int number) {
    Random random = new Random(mix(mix(seed) + number));
    int[] drawn = draw(IntStream.range(0, eligible.length).toArray(), ways, random);
    int[][] members = new int[ways][];
    for (int c = 0; c < ways; c++) {
      int[] all = eligible[drawn[c]];
      members[c] = draw(all, Math.min(all.length, shots + queries), random);
    }
    int[] counts = IntStream.generate(() -> uneven ? some(random) : shots).limit(ways).toArray();
    return new Episode(
        IntStream.of(drawn).map(c -> classNumbers[c]).toArray(),
        IntStream.range(0, ways).flatMap(c -> IntStream.of(members[c]).limit(counts[c])).toArray(),
        IntStream.range(0, ways)
            .flatMap(c -> IntStream.generate(() -> c).limit(counts[c]))
            .toArray(),
        IntStream.range(0, ways).flatMap(c -> IntStream.of(members[c]).skip(shots)).toArray(),
        IntStream.range(0, ways)
            .flatMap(c -> IntStream.of(members[c]).skip(shots).map(i -> c))
            .toArray());
  }

  /** From the smaller of two and the number of shots to that number. */
  private int some(Random random) {
    int least = Math.min(LEAST_UNEVEN, shots);
    double drawn = least * Math.pow((shots + 1.0) / least, random.nextDouble());
    return Math.min(shots, (int) drawn);
  }

  /** The first steps of a Fisher-Yates shuffle. */
  private static int[] draw(int[] from, int count, Random random) {
    int[] pool = from.clone();
    int[] drawn = new int[count];
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(pool.length - i);
      drawn[i] = pool[j];
      pool[j] = pool[i];
    }
    return drawn;
  }

  /** The finaliser of SplitMix64: neighbouring numbers would give java.util.Random like starts. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
