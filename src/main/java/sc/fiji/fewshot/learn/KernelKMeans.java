package sc.fiji.fewshot.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Lloyd's k-means on dot products, from centres chosen as by Arthur and Vassilvitskii, "k-means++:
 * The Advantages of Careful Seeding" (SODA 2007, section 2.2). The same points give the same
 * clusters every time.
 */
final class KernelKMeans {

  private static final int MOST_ROUNDS = 100;

  private final double[][] gram;
  private final int[] members;
  private final int[] cluster;

  private KernelKMeans(double[][] gram, int[] members) {
    this.gram = gram;
    this.members = members;
    cluster = new int[members.length];
  }

  /**
   * @param gram dot products of all points
   * @param members the points to be clustered, at least one
   * @param most how many clusters; fewer if there are fewer different points
   * @return the members of each cluster, none empty
   */
  static List<int[]> clusters(double[][] gram, int[] members, int most) {
    KernelKMeans search = new KernelKMeans(gram, members);
    List<int[]> clusters = search.assign(search.seeds(most));
    for (int round = 0; round < MOST_ROUNDS && search.isChangedBy(clusters); round++) {
      clusters = search.assign(clusters);
    }
    return clusters;
  }

  /** The first at random, each further one with a chance that grows with its squared distance. */
  private List<int[]> seeds(int most) {
    Random random = new Random(members.length);
    List<int[]> seeds = new ArrayList<>();
    seeds.add(new int[] {members[random.nextInt(members.length)]});
    while (seeds.size() < most) {
      double[] chance = new double[members.length];
      double sum = 0;
      for (int i = 0; i < chance.length; i++) {
        chance[i] = Math.max(0, distance(members[i], seeds.get(nearest(members[i], seeds))));
        sum += chance[i];
      }
      if (sum < 1e-12) {
        break;
      }
      double drawn = random.nextDouble() * sum;
      int next = 0;
      while (next < chance.length - 1 && drawn >= chance[next]) {
        drawn -= chance[next++];
      }
      seeds.add(new int[] {members[next]});
    }
    return seeds;
  }

  private boolean isChangedBy(List<int[]> clusters) {
    return IntStream.range(0, members.length)
        .anyMatch(i -> nearest(members[i], clusters) != cluster[i]);
  }

  private List<int[]> assign(List<int[]> centres) {
    for (int i = 0; i < members.length; i++) {
      cluster[i] = nearest(members[i], centres);
    }
    List<int[]> clusters = new ArrayList<>();
    int[] number = new int[centres.size()];
    for (int c = 0; c < centres.size(); c++) {
      int wanted = c;
      int[] its =
          IntStream.range(0, members.length)
              .filter(i -> cluster[i] == wanted)
              .map(i -> members[i])
              .toArray();
      number[c] = clusters.size();
      if (its.length > 0) {
        clusters.add(its);
      }
    }
    for (int i = 0; i < cluster.length; i++) {
      cluster[i] = number[cluster[i]];
    }
    return clusters;
  }

  private int nearest(int point, List<int[]> centres) {
    int best = 0;
    for (int c = 1; c < centres.size(); c++) {
      if (distance(point, centres.get(c)) < distance(point, centres.get(best))) {
        best = c;
      }
    }
    return best;
  }

  /** The squared distance to the mean of some points. */
  private double distance(int point, int[] of) {
    double distance = gram[point][point];
    for (int i : of) {
      distance -= 2 * gram[point][i] / of.length;
      for (int j : of) {
        distance += gram[i][j] / of.length / of.length;
      }
    }
    return distance;
  }
}
