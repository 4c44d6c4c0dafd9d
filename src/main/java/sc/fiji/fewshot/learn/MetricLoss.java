package sc.fiji.fewshot.learn;

import java.util.Arrays;

/**
 * How badly a linear map A tells the classes of queries by their squared distances |A (q - r)|^2 to
 * references of known class: the mean over the queries of minus the logarithm of the share that the
 * references of the true class have in a softmax over -s times the distances, plus a penalty on
 * what A differs from the identity. With one reference a class this is the loss of Prototypical
 * Networks (Snell and others 2017, equation 2), with all examples as references that of
 * Neighbourhood Components Analysis (Goldberger, Roweis, Hinton and Salakhutdinov, NIPS 2004,
 * equations 1 and 2, as the logarithm of their probability).
 *
 * @param queries one row each, n coordinates
 * @param labels the class of each query
 * @param references one row each, n coordinates
 * @param classOf the class of each reference
 * @param prior added to the value of each reference
 * @param asked which references each query is compared with; some of its own class among them
 * @param sharpness s
 * @param penalty half the weight of the squared Frobenius norm of A - I
 */
record MetricLoss(
    double[][] queries,
    int[] labels,
    double[][] references,
    int[] classOf,
    double[] prior,
    boolean[][] asked,
    double sharpness,
    double penalty)
    implements Objective {

  /** A is row by row in x. */
  @Override
  public double at(double[] x, double[] gradient) {
    int n = references[0].length;
    double[][] mappedQueries = mapped(x, queries);
    double[][] mappedReferences = mapped(x, references);
    double[][] ofReferences = new double[references.length][n];
    double value = 0;
    Arrays.fill(gradient, 0);
    for (int q = 0; q < queries.length; q++) {
      double[] pull = new double[references.length];
      value += pulls(q, mappedQueries[q], mappedReferences, pull) / queries.length;
      double[] ofQuery = new double[n];
      for (int r = 0; r < pull.length; r++) {
        double share = 2 * pull[r] / queries.length;
        for (int k = 0; k < n && share != 0; k++) {
          double off = share * (mappedQueries[q][k] - mappedReferences[r][k]);
          ofQuery[k] += off;
          ofReferences[r][k] -= off;
        }
      }
      addOuter(gradient, ofQuery, queries[q]);
    }
    for (int r = 0; r < references.length; r++) {
      addOuter(gradient, ofReferences[r], references[r]);
    }
    for (int i = 0; i < x.length; i++) {
      double off = x[i] - (i / n == i % n ? 1 : 0);
      value += penalty * off * off / 2;
      gradient[i] += penalty * off;
    }
    return value;
  }

  /**
   * @param pull receives the derivative of the loss by each squared distance
   * @return the query's loss
   */
  private double pulls(int query, double[] mapped, double[][] mappedReferences, double[] pull) {
    double largest = Double.NEGATIVE_INFINITY;
    double[] values = new double[pull.length];
    for (int r = 0; r < pull.length; r++) {
      if (asked[query][r]) {
        values[r] = prior[r] - sharpness * squaredDistance(mapped, mappedReferences[r]);
        largest = Math.max(largest, values[r]);
      }
    }
    double all = 0;
    double own = 0;
    for (int r = 0; r < pull.length; r++) {
      if (asked[query][r]) {
        pull[r] = Math.exp(values[r] - largest);
        all += pull[r];
        own += classOf[r] == labels[query] ? pull[r] : 0;
      }
    }
    // Where all of its own class are far beyond the others, their pull is without a direction.
    own = Math.max(own, Double.MIN_NORMAL);
    for (int r = 0; r < pull.length; r++) {
      double ofOwn = classOf[r] == labels[query] ? pull[r] / own : 0;
      pull[r] = -sharpness * (pull[r] / all - ofOwn);
    }
    return Math.log(all) - Math.log(own);
  }

  static double[][] mapped(double[] x, double[][] points) {
    double[][] mapped = new double[points.length][];
    for (int p = 0; p < points.length; p++) {
      double[] point = points[p];
      int n = point.length;
      mapped[p] = new double[n];
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += x[i * n + k] * point[k];
        }
        mapped[p][i] = sum;
      }
    }
    return mapped;
  }

  private static void addOuter(double[] to, double[] column, double[] row) {
    int n = row.length;
    for (int i = 0; i < n; i++) {
      double factor = column[i];
      for (int k = 0; k < n; k++) {
        to[i * n + k] += factor * row[k];
      }
    }
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }
}
