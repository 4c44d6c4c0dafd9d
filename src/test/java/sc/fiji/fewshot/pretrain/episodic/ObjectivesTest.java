package sc.fiji.fewshot.pretrain.episodic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.Devices;

/** Losses and gradients against plain arithmetic on a network of a single weight. */
class ObjectivesTest {

  private static final double W = 0.7;
  private static final double[] SUPPORT = {1.5, -0.5};
  private static final double[] QUERY = {1.0, 0.4};

  /** What the heads of MAML see: less the mean of the support. */
  private static final double CENTRE = (SUPPORT[0] + SUPPORT[1]) / 2;

  @Test
  void prototypical() {
    DoubleUnaryOperator loss =
        w -> {
          double sum = 0;
          for (int q = 0; q < 2; q++) {
            double right = -Math.pow(w * (QUERY[q] - SUPPORT[q]), 2);
            double wrong = -Math.pow(w * (QUERY[q] - SUPPORT[1 - q]), 2);
            sum += crossEntropy(right, wrong) / 2;
          }
          return sum;
        };
    try (NDManager manager = manager();
        LineNetwork network = new LineNetwork(manager, (float) W)) {
      Objective.Step step = step(manager, new PrototypicalObjective(network));
      assertEquals(loss.applyAsDouble(W), step.loss(), 1e-5);
      assertEquals(slope(loss, W), gradient(step), 1e-4);
      assertEquals(1, step.accuracy());
    }
  }

  /** One inner and one outer step of first-order MAML, all derivatives written out by hand. */
  @Test
  void firstOrderMaml() {
    double rate = 0.3;
    double headRate = 0.2;
    double[] head = new double[2];
    double w = W;
    for (int inner = 0; inner < 2; inner++) {
      double byWeight = 0;
      double[] byHead = new double[2];
      for (int i = 0; i < 2; i++) {
        double[] error = error(head, w * support(i), i);
        for (int c = 0; c < 2; c++) {
          byHead[c] += error[c] * w * support(i) / 2;
          byWeight += error[c] * head[c] * support(i) / 2;
        }
      }
      w -= rate * byWeight;
      for (int c = 0; c < 2; c++) {
        head[c] -= headRate * 2 * byHead[c];
      }
    }
    double loss = 0;
    double byWeight = 0;
    for (int q = 0; q < 2; q++) {
      double[] error = error(head, w * query(q), q);
      loss += crossEntropy(head[q] * w * query(q), head[1 - q] * w * query(q)) / 2;
      for (int c = 0; c < 2; c++) {
        byWeight += error[c] * head[c] * query(q) / 2;
      }
    }
    try (NDManager manager = manager();
        LineNetwork network = new LineNetwork(manager, (float) W)) {
      Objective.Step step =
          step(
              manager,
              new FirstOrderMamlObjective(
                  network, new FirstOrderMamlObjective.Inner(2, rate, headRate)));
      assertEquals(loss, step.loss(), 1e-5);
      assertEquals(byWeight, gradient(step), 1e-5);
      assertEquals(W, network.parameters().get(LineNetwork.WEIGHT).getFloat(), 1e-6);
    }
  }

  /** The whole of inner loop and query loss, differentiated by finite differences. */
  @Test
  void anilIsOfSecondOrder() {
    DoubleUnaryOperator loss =
        w -> {
          double[] head = new double[2];
          double[] bias = new double[2];
          for (int inner = 0; inner < 5; inner++) {
            double[] byHead = new double[2];
            double[] byBias = new double[2];
            for (int i = 0; i < 2; i++) {
              double x = w * support(i);
              double first = 1 / (1 + Math.exp((head[1] - head[0]) * x + bias[1] - bias[0]));
              double error = first - (i == 0 ? 1 : 0);
              byHead[0] += error * x;
              byHead[1] -= error * x;
              byBias[0] += error;
              byBias[1] -= error;
            }
            for (int c = 0; c < 2; c++) {
              head[c] -= 0.01 * byHead[c];
              bias[c] -= 0.01 * byBias[c];
            }
          }
          double sum = 0;
          for (int q = 0; q < 2; q++) {
            double x = w * query(q);
            sum += crossEntropy(head[q] * x + bias[q], head[1 - q] * x + bias[1 - q]) / 2;
          }
          return sum;
        };
    try (NDManager manager = manager();
        LineNetwork network = new LineNetwork(manager, (float) W)) {
      Objective.Step step = step(manager, new AnilObjective(network));
      assertEquals(loss.applyAsDouble(W), step.loss(), 1e-5);
      assertEquals(slope(loss, W), gradient(step), 1e-4);
    }
  }

  private static double support(int i) {
    return SUPPORT[i] - CENTRE;
  }

  private static double query(int q) {
    return QUERY[q] - CENTRE;
  }

  private static NDManager manager() {
    return Devices.engine().newBaseManager(Devices.choose("cpu"));
  }

  private static Objective.Step step(NDManager manager, Objective objective) {
    return objective.step(
        manager,
        LineNetwork.source(
            (float) SUPPORT[0], (float) SUPPORT[1], (float) QUERY[0], (float) QUERY[1]),
        1);
  }

  private static double gradient(Objective.Step step) {
    return step.gradients().get(LineNetwork.WEIGHT).getFloat();
  }

  private static double slope(DoubleUnaryOperator f, double at) {
    return (f.applyAsDouble(at + 1e-5) - f.applyAsDouble(at - 1e-5)) / 2e-5;
  }

  private static double crossEntropy(double right, double wrong) {
    return Math.log(1 + Math.exp(wrong - right));
  }

  /** Probabilities less the target, with logits head · x. */
  private static double[] error(double[] head, double x, int label) {
    double first = 1 / (1 + Math.exp((head[1] - head[0]) * x));
    return new double[] {first - (label == 0 ? 1 : 0), 1 - first - (label == 1 ? 1 : 0)};
  }
}
