package sc.fiji.fewshot.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class CovarianceSolverTest {

  private static final int DIM = 6;

  @Test
  void equalsThePrimalFormula() {
    Support support =
        Clouds.onAxes(3, 5, DIM, 1, 0.6, 4).only(new int[] {0, 1, 2, 3, 4, 5, 6, 9, 10, 12});
    double shrinkage = 0.35;
    Head head =
        new CovarianceSolver(shrinkage).solve(Kernel.of(support)).toHead("lda", rows(support));
    float[] query = {0.4f, 0.1f, -0.3f, 0.2f, 0.9f, -0.5f};
    assertArrayEquals(
        Softmax.of(minusHalfMahalanobis(support, shrinkage, query)),
        Softmax.of(head.logits(query)),
        1e-5);
  }

  @Test
  void aClassOfFewExamplesIsFoundBesideOneOfMany() {
    Support all = Clouds.onAxes(2, 30, 400, 1, 0.2, 7);
    int[] kept = IntStream.range(0, 60).filter(i -> i % 2 == 0 || i < 6).toArray();
    Support support = all.only(kept);
    assertArrayEquals(new int[] {30, 3}, support.counts());
    Support fresh = Clouds.onAxes(2, 200, 400, 1, 0.2, 8);
    for (DualSolver solver :
        List.of(new CovarianceSolver(Double.NaN), new ClassCovarianceSolver())) {
      Head head = solver.solve(Kernel.of(support)).toHead("lda", rows(support));
      int[] found = new int[2];
      for (int i = 0; i < fresh.size(); i++) {
        double[] logits = head.logits(fresh.embeddings()[i]);
        int label = fresh.labels()[i];
        found[label] += logits[label] > logits[1 - label] ? 1 : 0;
      }
      assertTrue(found[0] > 170 && found[1] > 170, Arrays.toString(found));
    }
  }

  @Test
  void atFullShrinkageItIsThePrototypicalMethod() {
    Support support = Clouds.onAxes(2, 4, DIM, 1, 0.6, 5);
    Head lda = new CovarianceSolver(1).solve(Kernel.of(support)).toHead("lda", rows(support));
    Head prototypes = new PrototypeSolver().solve(Kernel.of(support)).toHead("p", rows(support));
    double ratio = Double.NaN;
    for (float[] row : rows(support)) {
      double[] a = lda.logits(row);
      double[] b = prototypes.logits(row);
      double here = (a[0] - a[1]) / (b[0] - b[1]);
      assertEquals(Double.isNaN(ratio) ? here : ratio, here, 1e-4 * Math.abs(here));
      ratio = here;
    }
  }

  private static float[][] rows(Support support) {
    return support.embeddings();
  }

  private static double[] minusHalfMahalanobis(Support support, double shrinkage, float[] query) {
    float[][] means = Prototypes.of(support);
    RealMatrix covariance = new Array2DRowRealMatrix(DIM, DIM);
    int freedom = support.size() - support.classes();
    for (int i = 0; i < support.size(); i++) {
      RealMatrix off = difference(support.embeddings()[i], means[support.labels()[i]]);
      covariance = covariance.add(off.multiply(off.transpose()).scalarMultiply(1.0 / freedom));
    }
    double ridge = shrinkage * covariance.getTrace() / DIM;
    covariance = covariance.scalarMultiply(1 - shrinkage);
    for (int k = 0; k < DIM; k++) {
      covariance.addToEntry(k, k, ridge);
    }
    RealMatrix inverse = new LUDecomposition(covariance).getSolver().getInverse();
    double[] logits = new double[means.length];
    for (int c = 0; c < logits.length; c++) {
      RealMatrix off = difference(query, means[c]);
      double distance = off.transpose().multiply(inverse).multiply(off).getEntry(0, 0);
      logits[c] = ((double) DIM / support.counts()[c] - distance) / 2;
    }
    return logits;
  }

  private static RealMatrix difference(float[] a, float[] b) {
    RealMatrix column = new Array2DRowRealMatrix(a.length, 1);
    for (int k = 0; k < a.length; k++) {
      column.setEntry(k, 0, a[k] - b[k]);
    }
    return column;
  }
}
