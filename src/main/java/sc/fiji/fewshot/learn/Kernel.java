package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The dot products of all pairs of rows: first the examples, then their single views, where a
 * method learns from these, too. With fewer examples than dimensions everything that a linear
 * method learns is a combination of examples, so n x n numbers replace d x d ones, and refits
 * without an example only pick rows and columns.
 *
 * @param gram symmetric; n x n without views
 * @param labels the class of each example
 * @param classes how many there are
 * @param dimension d, of the embeddings behind
 * @param viewOf the example of each view
 */
record Kernel(double[][] gram, int[] labels, int classes, int dimension, int[] viewOf) {

  /** Without views. */
  Kernel(double[][] gram, int[] labels, int classes, int dimension) {
    this(gram, labels, classes, dimension, new int[0]);
  }

  static Kernel of(Support standardised) {
    return of(standardised, new int[0], standardised.embeddings());
  }

  /**
   * @param standardised the examples
   * @param viewOf the example of each view
   * @param rows the embeddings of the examples, then those of the views
   */
  static Kernel of(Support standardised, int[] viewOf, float[][] rows) {
    int n = rows.length;
    double[][] gram = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = dot(rows[i], rows[j]);
        gram[j][i] = gram[i][j];
      }
    }
    return new Kernel(
        gram, standardised.labels(), standardised.classes(), standardised.dimension(), viewOf);
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

  /** Some examples with their views. */
  Kernel subset(int[] kept) {
    int[] rows = rows(kept);
    double[][] part = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      part[i] = similarities(rows[i], rows);
    }
    int[] number = new int[size()];
    Arrays.fill(number, -1);
    for (int i = 0; i < kept.length; i++) {
      number[kept[i]] = i;
    }
    return new Kernel(
        part,
        IntStream.of(kept).map(i -> labels[i]).toArray(),
        classes,
        dimension,
        IntStream.of(viewOf).map(i -> number[i]).filter(i -> i >= 0).toArray());
  }

  /** Some examples and their views, as numbers of rows. */
  int[] rows(int[] examples) {
    BitSet wanted = new BitSet();
    IntStream.of(examples).forEach(wanted::set);
    IntStream views = IntStream.range(0, viewOf.length).filter(v -> wanted.get(viewOf[v]));
    return IntStream.concat(IntStream.of(examples), views.map(v -> size() + v)).toArray();
  }

  /** The dot products of one row with some. */
  double[] similarities(int row, int[] others) {
    return IntStream.of(others).mapToDouble(j -> gram[row][j]).toArray();
  }
}
