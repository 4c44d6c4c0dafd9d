package sc.fiji.fewshot.learn;

import java.util.stream.IntStream;

/**
 * The dot products of all pairs of examples. With fewer examples than dimensions everything that a
 * linear method learns is a combination of examples, so n x n numbers replace d x d ones, and
 * refits without an example only pick rows and columns.
 *
 * @param gram n x n, symmetric
 * @param labels the class of each example
 * @param classes how many there are
 * @param dimension d, of the embeddings behind
 */
record Kernel(double[][] gram, int[] labels, int classes, int dimension) {

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

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (double) a[k] * b[k];
    }
    return sum;
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

  Kernel subset(int[] kept) {
    double[][] part = new double[kept.length][];
    for (int i = 0; i < kept.length; i++) {
      part[i] = similarities(kept[i], kept);
    }
    return new Kernel(part, IntStream.of(kept).map(i -> labels[i]).toArray(), classes, dimension);
  }

  /** The dot products of one example with some. */
  double[] similarities(int example, int[] others) {
    return IntStream.of(others).mapToDouble(j -> gram[example][j]).toArray();
  }
}
