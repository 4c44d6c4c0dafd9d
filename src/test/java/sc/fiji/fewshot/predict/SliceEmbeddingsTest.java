package sc.fiji.fewshot.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Combination;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.FittedHead;
import sc.fiji.fewshot.learn.Rejection;
import sc.fiji.fewshot.learn.Support;

class SliceEmbeddingsTest {

  private static final int DIMENSION = 32;

  private static float[] row(Random random, int label) {
    float[] row = new float[DIMENSION];
    for (int k = 0; k < DIMENSION; k++) {
      row[k] = (float) random.nextGaussian() * (k < 4 ? 2 : 0.5f) + (k % 3 == label ? 0.5f : 0);
    }
    return MadeEmbeddings.unit(row);
  }

  @Test
  void headsOfEveryCombinationGiveASliceWhatTheyGiveEachOfItsPatches() {
    Random random = new Random(4);
    float[][] examples = new float[12][];
    float[][][] probes = new float[12][][];
    int[] labels = new int[12];
    for (int i = 0; i < 12; i++) {
      labels[i] = i % 3;
      examples[i] = row(random, labels[i]);
      probes[i] = new float[][] {row(random, labels[i])};
    }
    Support support = new Support(examples, labels, 3);
    PatchGrid grid = new PatchGrid(64, 64, 16, 8);
    float[][] rows = new float[grid.columns() * grid.rows()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(random, i % 3);
    }
    check("features", Combination.LINEAR, support, probes, grid, rows);
    check("matching", Combination.LOG_SUM_EXP, support, probes, grid, rows);
    check("metric:form=class-covariance", Combination.SQUARES, support, probes, grid, rows);
    check("auto", Combination.SQUARES, support, probes, grid, rows);
  }

  private static void check(
      String word,
      Combination combination,
      Support support,
      float[][][] probes,
      PatchGrid grid,
      float[][] rows) {
    FittedHead head = FittedHead.fit(FewShotMethods.parse(word), support, probes, Rejection.USUAL);
    assertEquals(combination, head.fitted().head().combination(), word);
    assertTrue(head.fitted().combinations().length > 0, word);
    check(word, head, support, grid, rows);
    check(
        word + " by its rows",
        new FittedHead(byRows(head.fitted()), head.unknown()),
        support,
        grid,
        rows);
  }

  private static Fitted byRows(Fitted fitted) {
    return new Fitted(
        fitted.head(),
        fitted.temperature(),
        fitted.leaveOneOutAccuracy(),
        fitted.leaveOneOutLogLoss(),
        fitted.leaveOneOutProbabilities(),
        fitted.unlabelledProbabilities(),
        new double[0][],
        fitted.explanation());
  }

  private static void check(
      String word, FittedHead head, Support support, PatchGrid grid, float[][] rows) {
    try (WorkerPool workers = new WorkerPool(2);
        SliceEmbeddings slice = MadeEmbeddings.of(grid, 0, rows)) {
      GridPrediction prediction = slice.predict(head, support, workers);
      for (int i = 0; i < rows.length; i++) {
        double[] expected = head.fitted().probabilities(slice.embedding(i));
        for (int c = 0; c < 3; c++) {
          // But for the rounding of products at single precision.
          assertEquals(
              expected[c],
              prediction.scores().probabilities().get(3 * i + c),
              1e-4,
              word + " " + i);
        }
        double expectedScore = head.unknown().score(slice.embedding(i), StatUtils.max(expected));
        assertEquals(expectedScore, prediction.scores().novelty(i), 1e-3, word + " " + i);
      }
    }
  }
}
