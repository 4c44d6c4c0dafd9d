package sc.fiji.fewshot.meta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.OptionValues;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.TaskContext;

class MamlMethodTest {

  private static final int D = 5;
  private static final int[] LABELS = {0, 1, 2, 1, 0, 2, 1};
  private static final int STEPS = 3;
  private static final float[] SIZES = {0.4f, 0.3f, 0.2f, 0.1f};

  private static float[] values(long seed, double mean, double spread) {
    Random random = new Random(seed);
    float[] values = new float[D];
    for (int k = 0; k < D; k++) {
      values[k] = (float) (mean + spread * random.nextGaussian());
    }
    return values;
  }

  private static HeadStart start() {
    return new HeadStart(values(1, 1, 0.2), values(2, 0, 0.3), SIZES, STEPS);
  }

  private static Support support() {
    float[][] rows = new float[LABELS.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = values(10 + i, 0, 1);
      rows[i][LABELS[i]] += 3;
    }
    return new Support(rows, LABELS, 3);
  }

  private static Fitted fit(FewShotMethod method, Support support) {
    return method
        .in(TaskContext.of(new BareBackbone(Optional.of(start()))))
        .fit(support, Standardiser.identity(D));
  }

  /** The same steps in plain Java, one number after the other. */
  @Test
  void theHeadIsThatOfGradientDescentWrittenInLoops() {
    for (boolean adapter : new boolean[] {true, false}) {
      Support support = support().standardised(Standardiser.identity(D));
      Descent descent = new Descent(start(), support, adapter);
      for (int step = 0; step < STEPS; step++) {
        descent.step();
      }
      FewShotMethod method = FewShotMethods.parse(adapter ? "maml" : "maml:inner=head");
      Fitted fitted = fit(method, support());
      float[] query = Standardiser.identity(D).apply(values(99, 0, 1));
      assertArrayEquals(descent.logits(query), fitted.head().logits(query), 1e-4);
    }
  }

  @Test
  void classesMayComeInAnyOrder() {
    int[] moved = {2, 0, 1};
    int[] labels = new int[LABELS.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = moved[LABELS[i]];
    }
    Support same = support();
    float[] query = Standardiser.identity(D).apply(values(98, 0, 1));
    double[] before = fit(new MamlMethod(), same).head().logits(query);
    double[] after =
        fit(new MamlMethod(), new Support(same.embeddings(), labels, 3)).head().logits(query);
    for (int c = 0; c < 3; c++) {
      assertEquals(before[c], after[moved[c]], 1e-5);
    }
  }

  @Test
  void whatItSaysOfAnExampleWasLearntWithoutIt() {
    Support support = support();
    Fitted all = fit(new MamlMethod(), support);
    assertTrue(all.leaveOneOutAccuracy() > 0.8);
    double[] without =
        fit(new MamlMethod(), support.without(2))
            .head()
            .logits(Standardiser.identity(D).apply(support.embeddings()[2]));
    double[] left = all.leaveOneOutProbabilities()[2];
    for (int c = 1; c < 3; c++) {
      assertEquals(
          (without[c] - without[0]) / all.temperature(), Math.log(left[c] / left[0]), 1e-3);
    }
  }

  @Test
  void aBackboneWithoutAStartIsRefused() {
    FewShotMethod method = new MamlMethod().with(new OptionValues(Map.of("inner", "adapter")));
    String message =
        assertThrows(
                FewShotException.class,
                () -> method.in(TaskContext.of(new BareBackbone(Optional.empty()))))
            .getMessage();
    assertTrue(
        message.contains("'bare'") && message.contains("fewshot pretrain --objective maml"),
        message);
  }

  /** Gradient descent on the balanced cross-entropy of W (s x + t) + b. */
  private static final class Descent {

    private final Support support;
    private final boolean adapter;
    private final double[] centre = new double[D];
    private final double[][] weights = new double[3][D];
    private final double[] bias = new double[3];
    private final double[] scale = new double[D];
    private final double[] shift = new double[D];

    Descent(HeadStart start, Support support, boolean adapter) {
      this.support = support;
      this.adapter = adapter;
      int[] counts = support.counts();
      for (int k = 0; k < D; k++) {
        scale[k] = start.scale()[k];
        shift[k] = start.shift()[k];
        for (int i = 0; i < LABELS.length; i++) {
          centre[k] += support.embeddings()[i][k] / (3.0 * counts[LABELS[i]]);
        }
      }
    }

    private double feature(float[] z, int k) {
      return (z[k] - centre[k]) * Math.sqrt(D);
    }

    double[] logits(float[] z) {
      double[] logits = bias.clone();
      for (int c = 0; c < 3; c++) {
        for (int k = 0; k < D; k++) {
          logits[c] += weights[c][k] * (scale[k] * feature(z, k) + shift[k]);
        }
      }
      return logits;
    }

    void step() {
      double[][] byWeight = new double[3][D];
      double[] byBias = new double[3];
      double[] byScale = new double[D];
      double[] byShift = new double[D];
      for (int i = 0; i < LABELS.length; i++) {
        float[] z = support.embeddings()[i];
        double[] logits = logits(z);
        double sum = 0;
        for (double logit : logits) {
          sum += Math.exp(logit);
        }
        for (int c = 0; c < 3; c++) {
          double error = Math.exp(logits[c]) / sum - (LABELS[i] == c ? 1 : 0);
          error /= 3.0 * support.counts()[LABELS[i]];
          byBias[c] += error;
          for (int k = 0; k < D; k++) {
            byWeight[c][k] += error * (scale[k] * feature(z, k) + shift[k]);
            byScale[k] += error * weights[c][k] * feature(z, k);
            byShift[k] += error * weights[c][k];
          }
        }
      }
      for (int c = 0; c < 3; c++) {
        bias[c] -= SIZES[1] * byBias[c];
        for (int k = 0; k < D; k++) {
          weights[c][k] -= SIZES[0] * byWeight[c][k];
        }
      }
      for (int k = 0; k < D && adapter; k++) {
        scale[k] -= SIZES[2] * byScale[k];
        shift[k] -= SIZES[3] * byShift[k];
      }
    }
  }
}
