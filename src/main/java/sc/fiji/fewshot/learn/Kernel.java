package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The dot products of all pairs of examples. With fewer examples than dimensions everything that a
 * linear method learns is a combination of examples, so n x n numbers replace d x d ones, and
 * refits without an example only pick rows and columns. Single views of the examples, where a
 * method learns from these, too, are known by their dot products with the examples.
 *
 * @param gram n x n, symmetric
 * @param labels the class of each example
 * @param classes how many there are
 * @param dimension d, of the embeddings behind
 * @param views one row a view, one column an example; may be none
 * @param viewOf the example of each view
 */
record Kernel(
    double[][] gram, int[] labels, int classes, int dimension, double[][] views, int[] viewOf) {

  /** Without views. */
  Kernel(double[][] gram, int[] labels, int classes, int dimension) {
    this(gram, labels, classes, dimension, new double[0][], new int[0]);
  }

  static Kernel of(Support standardised) {
    float[][] z = standardised.embeddings();
    int n = z.length;
    double[][] gram = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = dot(z[i], z[j]);
        gram[j][i] = gram[i][j];
      }
    }
    return new Kernel(
        gram, standardised.labels(), standardised.classes(), standardised.dimension());
  }

  /**
   * With the single views of examples.
   *
   * @param most of each example, its first ones
   */
  static Kernel withViews(Support standardised, int most) {
    Kernel bare = of(standardised);
    float[][] z = standardised.embeddings();
    int[] viewOf =
        IntStream.range(0, z.length)
            .flatMap(
                i ->
                    IntStream.generate(() -> i)
                        .limit(Math.min(most, standardised.views()[i].length)))
            .toArray();
    double[][] views = new double[viewOf.length][z.length];
    for (int v = 0, nth = 0; v < views.length; v++) {
      nth = v > 0 && viewOf[v] == viewOf[v - 1] ? nth + 1 : 0;
      float[] view = standardised.views()[viewOf[v]][nth];
      for (int j = 0; j < z.length; j++) {
        views[v][j] = dot(view, z[j]);
      }
    }
    return new Kernel(bare.gram(), bare.labels(), bare.classes(), bare.dimension(), views, viewOf);
  }

  /** In four sums side by side, which do not wait for each other. */
  private static double dot(float[] a, float[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int k = 0;
    for (; k + 3 < a.length; k += 4) {
      first += (double) a[k] * b[k];
      second += (double) a[k + 1] * b[k + 1];
      third += (double) a[k + 2] * b[k + 2];
      fourth += (double) a[k + 3] * b[k + 3];
    }
    for (; k < a.length; k++) {
      first += (double) a[k] * b[k];
    }
    return first + second + (third + fourth);
  }

  int size() {
    return labels.length;
  }

  int[] counts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** Some examples, with their views. */
  Kernel subset(int[] kept) {
    double[][] part = new double[kept.length][];
    int[] number = new int[size()];
    Arrays.fill(number, -1);
    for (int i = 0; i < kept.length; i++) {
      part[i] = similarities(kept[i], kept);
      number[kept[i]] = i;
    }
    int[] keptViews =
        IntStream.range(0, viewOf.length).filter(v -> number[viewOf[v]] >= 0).toArray();
    return new Kernel(
        part,
        IntStream.of(kept).map(i -> labels[i]).toArray(),
        classes,
        dimension,
        IntStream.of(keptViews).mapToObj(v -> pick(views[v], kept)).toArray(double[][]::new),
        IntStream.of(keptViews).map(v -> number[viewOf[v]]).toArray());
  }

  /** The dot products of one example with some. */
  double[] similarities(int example, int[] others) {
    return pick(gram[example], others);
  }

  private static double[] pick(double[] row, int[] columns) {
    return IntStream.of(columns).mapToDouble(j -> row[j]).toArray();
  }
}
