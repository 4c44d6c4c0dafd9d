package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class ClassCovarianceSolverTest {

  private static final int DIM = 6;

  /** Classes of 5, 3 and some. */
  private static Support support(int... ofLast) {
    Support all = Clouds.onAxes(3, 5, DIM, 1, 0.6, 4);
    int[] kept =
        IntStream.concat(IntStream.of(0, 1, 3, 4, 6, 7, 9, 12), IntStream.of(ofLast)).toArray();
    float[][] rows = new float[kept.length][];
    int[] labels = new int[kept.length];
    for (int i = 0; i < kept.length; i++) {
      rows[i] = all.embeddings()[kept[i]].clone();
      // Unlike in each direction, so that there is a covariance to be estimated.
      rows[i][5] *= 8;
      labels[i] = all.labels()[kept[i]];
    }
    return new Support(rows, labels, 3);
  }

  @Test
  void equalsDistancesByInvertedDenseCovariances() {
    equalsDense(support(2, 5), Combination.SQUARES);
  }

  @Test
  void besideASingleExampleAllClassesHaveThePooledCovariance() {
    equalsDense(support(2), Combination.LINEAR);
  }

  private static void equalsDense(Support support, Combination combination) {
    Kernel kernel = Kernel.of(support);
    float[] query = {0.4f, 0.1f, -0.3f, 0.2f, 0.9f, -0.5f};
    Head head = new ClassCovarianceSolver().solve(kernel).toHead("q", support.embeddings());
    assertEquals(combination, head.combination());
    assertArrayEquals(Softmax.of(dense(support, query)), Softmax.of(head.logits(query)), 1e-4);
  }

  private static double[] dense(Support support, float[] query) {
    float[][] means = Prototypes.of(support);
    int[] counts = support.counts();
    int freedom = support.size() - 3;
    RealMatrix[] scatter = new RealMatrix[3];
    RealMatrix pooled = new Array2DRowRealMatrix(DIM, DIM);
    for (int c = 0; c < 3; c++) {
      scatter[c] = new Array2DRowRealMatrix(DIM, DIM);
    }
    for (int i = 0; i < support.size(); i++) {
      int own = support.labels()[i];
      RealMatrix off = off(support.embeddings()[i], means[own]);
      scatter[own] = scatter[own].add(off.multiply(off.transpose()));
    }
    for (RealMatrix part : scatter) {
      pooled = pooled.add(part.scalarMultiply(1.0 / freedom));
    }
    Kernel kernel = Kernel.of(support);
    double shrinkage = CovarianceSolver.ledoitWolf(Residuals.products(kernel), freedom, kernel);
    assertTrue(shrinkage < 0.9, "of some use: " + shrinkage);
    double floor = shrinkage / (1 - shrinkage) * pooled.getTrace() / DIM;
    double[] logits = new double[3];
    int fewest = counts[2];
    double own = fewest > 1 ? fewest / (fewest + 1.0) : 0;
    for (int c = 0; c < 3; c++) {
      RealMatrix q = pooled.scalarMultiply(1 - own);
      if (own > 0) {
        q = q.add(scatter[c].scalarMultiply(own / (counts[c] - 1)));
      }
      for (int k = 0; k < DIM; k++) {
        q.addToEntry(k, k, floor);
      }
      RealMatrix off = off(query, means[c]);
      RealMatrix inverse = new LUDecomposition(q).getSolver().getInverse();
      double distance = off.transpose().multiply(inverse).multiply(off).getEntry(0, 0);
      logits[c] = ((double) DIM / counts[c] - distance / (1 - shrinkage)) / 2;
    }
    return logits;
  }

  private static RealMatrix off(float[] a, float[] b) {
    double[] off = new double[a.length];
    for (int k = 0; k < off.length; k++) {
      off[k] = (double) a[k] - b[k];
    }
    return new Array2DRowRealMatrix(off);
  }

  @Test
  void withOneExampleAClassItIsThePrototypicalMethod() {
    Support support = Clouds.onAxes(3, 1, DIM, 1, 0.6, 4);
    Kernel kernel = Kernel.of(support);
    float[] query = {0.4f, 0.1f, -0.3f, 0.2f, 0.9f, -0.5f};
    assertArrayEquals(
        new PrototypeSolver().solve(kernel).toHead("p", support.embeddings()).logits(query),
        new ClassCovarianceSolver().solve(kernel).toHead("q", support.embeddings()).logits(query));
  }
}
