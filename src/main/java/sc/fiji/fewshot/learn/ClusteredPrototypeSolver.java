package sc.fiji.fewshot.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several prototypes a class: the means of clusters of its examples. A class's logit is the
 * logarithm of the mean over its prototypes of exp(-s d^2), a soft nearest prototype, so that the
 * number of prototypes favours no class; s is what the rule of thumb for a temperature ({@link
 * Temperature#ruleOfThumb}) says for one prototype a class.
 *
 * @param most prototypes a class; a class of fewer examples has one for each
 */
record ClusteredPrototypeSolver(int most) implements DualSolver {

  @Override
  public DualHead solve(Kernel kernel) {
    double sharpness = sharpness(kernel);
    List<int[]> clusters = new ArrayList<>();
    List<Integer> classOf = new ArrayList<>();
    int[] counts = new int[kernel.classes()];
    for (int c = 0; c < kernel.classes(); c++) {
      for (int[] cluster : KernelKMeans.clusters(kernel.gram(), members(kernel, c), most)) {
        clusters.add(cluster);
        classOf.add(c);
        counts[c]++;
      }
    }
    double[][] alpha = new double[clusters.size()][kernel.size()];
    double[] bias = new double[clusters.size()];
    for (int r = 0; r < bias.length; r++) {
      int[] cluster = clusters.get(r);
      double square = 0;
      for (int i : cluster) {
        alpha[r][i] = 2 * sharpness / cluster.length;
        for (int j : cluster) {
          square += kernel.gram()[i][j] / cluster.length / cluster.length;
        }
      }
      bias[r] = -sharpness * square - Math.log(counts[classOf.get(r)]);
    }
    return new DualHead(
        Combination.LOG_SUM_EXP,
        alpha,
        bias,
        classOf.stream().mapToInt(Integer::intValue).toArray());
  }

  /** By which squared distances are multiplied. */
  static double sharpness(Kernel kernel) {
    DualHead single = new PrototypeSolver().solve(kernel);
    double[][] seen = Arrays.stream(kernel.gram()).map(single::logits).toArray(double[][]::new);
    return 1 / Temperature.ruleOfThumb(seen, kernel.labels());
  }

  private static int[] members(Kernel kernel, int label) {
    return IntStream.range(0, kernel.size()).filter(i -> kernel.labels()[i] == label).toArray();
  }
}
