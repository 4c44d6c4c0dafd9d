package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Prototypes that are refined by embeddings of unknown class. By {@link Way#SOFT_K_MEANS} each of
 * these joins all classes in the shares of a softmax over its (negative, scaled) squared distances
 * to the prototypes, and the prototypes are the means of all that then belongs to them: one round
 * of soft k-means (Ren and others, "Meta-Learning for Semi-Supervised Few-Shot Classification",
 * ICLR 2018, equations 3 and 4). By {@link Way#LAPLACIAN} the shares are {@link LaplacianLabels}.
 * Neither supposes that classes are equally frequent.
 */
final class RefinedPrototypes {

  /** Where the shares come from. */
  enum Way {
    /** From distances to the prototypes. */
    SOFT_K_MEANS,
    /** From these and from those that are alike. */
    LAPLACIAN
  }

  private static final double NEIGHBOUR_WEIGHT = 1;

  private final Way way;
  private final Kernel kernel;
  private final Kernel all;
  private final int[][] neighbours;
  private final double sharpness;

  /** What was found: prototypes as combinations of all rows, and the shares of the unlabelled. */
  private record Found(double[][] prototypes, double[][] shares) {}

  private RefinedPrototypes(Way way, Support support) {
    this.way = way;
    kernel = Kernel.of(support);
    int[] nobody = new int[support.size() + support.unlabelled().length];
    all = Kernel.of(new Support(rows(support), nobody, 1));
    sharpness = ClusteredPrototypeSolver.sharpness(kernel);
    int from = kernel.size();
    int count = all.size() - from;
    double[][] distances = new double[count][count];
    for (int p = 0; p < count; p++) {
      for (int q = 0; q < count; q++) {
        distances[p][q] =
            all.gram()[from + p][from + p]
                + all.gram()[from + q][from + q]
                - 2 * all.gram()[from + p][from + q];
      }
    }
    neighbours = LaplacianLabels.neighbours(distances);
  }

  private static float[][] rows(Support support) {
    int n = support.size();
    float[][] rows = Arrays.copyOf(support.embeddings(), n + support.unlabelled().length);
    System.arraycopy(support.unlabelled(), 0, rows, n, support.unlabelled().length);
    return rows;
  }

  /**
   * @param head its name
   * @param standardised examples and embeddings of unknown class
   */
  static Fitted fit(String head, Way way, Support standardised) {
    RefinedPrototypes refined = new RefinedPrototypes(way, standardised);
    int n = standardised.size();
    Found found = refined.refine(IntStream.range(0, n).toArray());
    DualHead dual = refined.head(found.prototypes());
    double[][] leftOut =
        LeaveOneOut.byKept(refined.kernel, refined::leftOutHead, refined.all.gram());
    double[][] seen = new double[n][];
    for (int i = 0; i < n; i++) {
      seen[i] = dual.logits(refined.all.gram()[i]);
    }
    double temperature = Temperature.of(seen, leftOut, standardised.labels()).value();
    Fitted fitted =
        Fitting.sumUp(
            dual.toHead(head, rows(standardised)), temperature, leftOut, standardised.labels());
    return way == Way.LAPLACIAN ? fitted.withUnlabelled(found.shares()) : fitted;
  }

  private DualHead leftOutHead(int[] kept) {
    return head(refine(kept).prototypes());
  }

  private Found refine(int[] kept) {
    int from = kernel.size();
    double[][] prototypes = new double[kernel.classes()][all.size()];
    double[] weight = new double[kernel.classes()];
    for (int i : kept) {
      prototypes[kernel.labels()[i]][i] = 1;
      weight[kernel.labels()[i]]++;
    }
    double[][] means = prototypes.clone();
    for (int c = 0; c < means.length; c++) {
      means[c] = scaled(prototypes[c], 1 / weight[c]);
    }
    DualHead start = head(means);
    double[][] logits = new double[all.size() - from][];
    for (int q = 0; q < logits.length; q++) {
      logits[q] = start.logits(all.gram()[from + q]);
    }
    double[][] shares =
        way == Way.LAPLACIAN
            ? LaplacianLabels.of(logits, neighbours, NEIGHBOUR_WEIGHT)
            : Arrays.stream(logits).map(Softmax::of).toArray(double[][]::new);
    for (int c = 0; c < prototypes.length; c++) {
      for (int q = 0; q < shares.length; q++) {
        prototypes[c][from + q] = shares[q][c];
        weight[c] += shares[q][c];
      }
      prototypes[c] = scaled(prototypes[c], 1 / weight[c]);
    }
    return new Found(prototypes, shares);
  }

  /** Minus the squared distances to prototypes, scaled, without what is the same for all. */
  private DualHead head(double[][] prototypes) {
    double[][] alpha = new double[prototypes.length][];
    double[] bias = new double[prototypes.length];
    for (int c = 0; c < bias.length; c++) {
      alpha[c] = scaled(prototypes[c], 2 * sharpness);
      for (int i = 0; i < all.size(); i++) {
        if (prototypes[c][i] != 0) {
          for (int j = 0; j < all.size(); j++) {
            bias[c] -= sharpness * prototypes[c][i] * prototypes[c][j] * all.gram()[i][j];
          }
        }
      }
    }
    return DualHead.linear(alpha, bias);
  }

  private static double[] scaled(double[] row, double factor) {
    return Arrays.stream(row).map(v -> v * factor).toArray();
  }
}
