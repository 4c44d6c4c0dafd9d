package sc.fiji.fewshot.session.guidance;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Groups of patches that look alike: k-means (Lloyd 1982), begun as in Arthur and Vassilvitskii,
 * "k-means++" (SODA 2007), greedily. Only dot products are looked at, so a thousand embeddings take
 * milliseconds. The same every time.
 *
 * @param members numbers of the grouped patches
 * @param of the cluster of each member
 * @param count how many clusters there are; some may be empty
 */
record Clusters(int[] members, int[] of, int count) {

  private static final int MOST_ROUNDS = 15;
  private static final int SEED_TRIALS = 5;

  static Clusters of(SampledPatches patches, int[] members, int count) {
    int[] of = seeded(patches, members, count);
    boolean changed = true;
    for (int round = 0; changed && round < MOST_ROUNDS; round++) {
      changed = improve(patches, members, of, count);
    }
    return new Clusters(members, of, count);
  }

  /**
   * Each cluster begins with a patch that is probably far from those of the others: of some that
   * are drawn, the one that leaves the least distance.
   */
  private static int[] seeded(SampledPatches patches, int[] members, int count) {
    Random random = new Random(0);
    int[] of = new int[members.length];
    double[] nearest = new double[members.length];
    Arrays.fill(nearest, 2);
    for (int c = 0; c < count; c++) {
      double[] best = nearest;
      for (int trial = 0; trial < SEED_TRIALS; trial++) {
        double[] with = nearestWith(patches, members, nearest, draw(nearest, random));
        if (trial == 0 || Arrays.stream(with).sum() < Arrays.stream(best).sum()) {
          best = with;
        }
      }
      for (int i = 0; i < members.length; i++) {
        if (best[i] < nearest[i]) {
          of[i] = c;
        }
      }
      nearest = best;
    }
    return of;
  }

  /** Draws a member, those that are far with a probability that grows with squared distance. */
  private static int draw(double[] squaredDistances, Random random) {
    double left = random.nextDouble() * Arrays.stream(squaredDistances).sum();
    int drawn = 0;
    while (drawn < squaredDistances.length - 1 && left >= squaredDistances[drawn]) {
      left -= squaredDistances[drawn];
      drawn++;
    }
    return drawn;
  }

  private static double[] nearestWith(
      SampledPatches patches, int[] members, double[] nearest, int seed) {
    double[] with = new double[members.length];
    for (int i = 0; i < with.length; i++) {
      with[i] = Math.min(nearest[i], patches.squaredDistance(members[i], members[seed]));
    }
    return with;
  }

  /** Moves members to the nearest mean; returns whether any moved. */
  private static boolean improve(SampledPatches patches, int[] members, int[] of, int count) {
    int[] sizes = new int[count];
    double[][] products = new double[members.length][count];
    double[] lengths = new double[count];
    for (int i = 0; i < members.length; i++) {
      sizes[of[i]]++;
      float[] row = patches.likeness()[members[i]];
      for (int j = 0; j < members.length; j++) {
        products[i][of[j]] += row[members[j]];
      }
      lengths[of[i]] += products[i][of[i]];
    }
    boolean changed = false;
    for (int i = 0; i < members.length; i++) {
      int best = of[i];
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < count; c++) {
        if (sizes[c] > 0) {
          // |z - m|^2 less |z|^2, where m is the mean of the cluster.
          double n = sizes[c];
          double distance = lengths[c] / (n * n) - 2 * products[i][c] / n;
          if (distance < least) {
            least = distance;
            best = c;
          }
        }
      }
      changed |= best != of[i];
      of[i] = best;
    }
    return changed;
  }

  int[] membersOf(int cluster) {
    return IntStream.range(0, members.length)
        .filter(i -> of[i] == cluster)
        .map(i -> members[i])
        .toArray();
  }

  int size(int cluster) {
    return (int) Arrays.stream(of).filter(c -> c == cluster).count();
  }
}
