package sc.fiji.fewshot.meta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.fewshot.backbone.Devices;

class InnerLoopTest {

  private static final int D = 3;
  private static final int C = 3;
  private static final int[] SUPPORT_LABELS = {0, 1, 1, 2};
  private static final int[] QUERY_LABELS = {0, 1, 2, 2, 0};

  /** Two classes, one feature, no bias and no adapter: the head's two weights are the model. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void oneInnerAndOneOuterStepAreThoseCalculatedByHand(boolean firstOrder) {
    double w1 = 0.3;
    double w2 = -0.2;
    double inner = 0.5;
    double outer = 0.1;
    double supportX = 1.5; // of class 1
    double queryX = 2; // of class 2

    double p1 = 1 / (1 + Math.exp((w2 - w1) * supportX));
    double v1 = w1 - inner * (p1 - 1) * supportX;
    double v2 = w2 - inner * (1 - p1) * supportX;
    double q1 = 1 / (1 + Math.exp((v2 - v1) * queryX));
    double byV1 = q1 * queryX;
    double byV2 = (1 - q1 - 1) * queryX;
    // The Jacobian of the inner step: the identity less the step size times the Hessian, which for
    // two classes is p1 p2 x² times ((1, -1), (-1, 1)).
    double curvature = firstOrder ? 0 : inner * p1 * (1 - p1) * supportX * supportX;
    double byW1 = byV1 - curvature * (byV1 - byV2);
    double byW2 = byV2 + curvature * (byV1 - byV2);

    try (NDManager manager = Devices.engine().newBaseManager()) {
      NDArray weights = manager.create(new double[] {w1, w2}, new Shape(2, 1));
      weights.setRequiresGradient(true);
      NDArray one = manager.ones(new Shape(1), DataType.FLOAT64);
      NDArray zero = manager.zeros(new Shape(1), DataType.FLOAT64);
      NDArray none = manager.zeros(new Shape(2), DataType.FLOAT64);
      NDArray sizes = manager.create(new double[] {inner, 0, 0, 0});
      InnerTask support = task(manager, new double[] {supportX}, new int[] {0}, 2);
      InnerTask query = task(manager, new double[] {queryX}, new int[] {1}, 2);
      TaskHead learnt;
      try (GradientCollector collector = Devices.engine().newGradientCollector()) {
        TaskHead start = new TaskHead(weights, none, one, zero);
        learnt = new InnerLoop(1, false, firstOrder).learn(start, sizes, support);
        NDArray loss = query.loss(learnt);
        assertEquals(-Math.log(1 - q1), loss.getDouble(), 1e-12);
        collector.backward(loss);
      }
      assertArrayEquals(new double[] {v1, v2}, learnt.weights().toDoubleArray(), 1e-12);
      NDArray after = weights.sub(weights.getGradient().mul(outer));
      assertArrayEquals(
          new double[] {w1 - outer * byW1, w2 - outer * byW2}, after.toDoubleArray(), 1e-12);
    }
  }

  @Test
  void theWrittenOutGradientIsThatOfTheLoss() {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      Random random = new Random(3);
      InnerTask task = task(manager, normal(random, 4 * D), SUPPORT_LABELS, C);
      TaskHead head =
          new TaskHead(
              learnable(manager, normal(random, C * D), C, D),
              learnable(manager, normal(random, C), C),
              learnable(manager, normal(random, D), D),
              learnable(manager, normal(random, D), D));
      try (GradientCollector collector = Devices.engine().newGradientCollector()) {
        collector.backward(task.loss(head));
      }
      TaskHead gradient = new InnerLoop(1, true, true).gradient(head, task);
      assertSame(head.weights().getGradient(), gradient.weights());
      assertSame(head.bias().getGradient(), gradient.bias());
      assertSame(head.scale().getGradient(), gradient.scale());
      assertSame(head.shift().getGradient(), gradient.shift());
    }
  }

  private static void assertSame(NDArray expected, NDArray actual) {
    assertArrayEquals(expected.toDoubleArray(), actual.toDoubleArray(), 1e-12);
  }

  /** What is meta-learnt: start of the weights, scale, shift, step sizes, and the features. */
  private static final int[][] SHAPES = {{C, D}, {D}, {D}, {InnerLoop.STEP_SIZES}, {4, D}};

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void theMetaGradientOfSecondOrderIsThatOfFiniteDifferences(boolean adapter) {
    double[][] values = values();
    InnerLoop loop = new InnerLoop(3, adapter, false);
    double[][] gradients = metaGradients(loop, values);
    double epsilon = 1e-5;
    for (int p = 0; p < values.length; p++) {
      for (int k = 0; k < values[p].length; k++) {
        double value = values[p][k];
        values[p][k] = value + epsilon;
        double above = metaLoss(loop, values);
        values[p][k] = value - epsilon;
        double below = metaLoss(loop, values);
        values[p][k] = value;
        double expected = (above - below) / (2 * epsilon);
        assertEquals(expected, gradients[p][k], 1e-8, "parameter " + p + ", number " + k);
      }
    }
  }

  /** By definition it is the gradient of the outer loss at the end of the inner loop. */
  @Test
  void theMetaGradientOfFirstOrderIsThatOfTheHeadAfterTheInnerLoop() {
    double[][] values = values();
    InnerLoop loop = new InnerLoop(3, true, true);
    double[][] gradients = metaGradients(loop, values);
    try (NDManager manager = Devices.engine().newBaseManager()) {
      TaskHead end = learnt(loop, arrays(manager, values), manager);
      List<NDArray> ends = List.of(end.weights(), end.scale(), end.shift());
      ends.forEach(a -> a.setRequiresGradient(true));
      try (GradientCollector collector = Devices.engine().newGradientCollector()) {
        collector.backward(query(manager).loss(end));
      }
      for (int p = 0; p < ends.size(); p++) {
        assertArrayEquals(ends.get(p).getGradient().toDoubleArray(), gradients[p], 1e-12);
      }
      assertArrayEquals(new double[4 * D], gradients[4], "no gradient by the support's features");
    }
  }

  @Test
  void noClassIsPreferredAtTheStart() {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      NDArray scale = manager.create(new float[] {3, 4});
      NDArray shift = manager.create(new float[] {5, 6});
      TaskHead head = TaskHead.start(manager, scale, shift, 2);
      float[] logits = head.logits(manager.create(new float[][] {{10, 20}})).toFloatArray();
      assertArrayEquals(new float[2], logits);
    }
  }

  @Test
  void everyClassCountsTheSame() {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      NDArray features = manager.zeros(new Shape(4, D));
      InnerTask task = InnerTask.balanced(features, SUPPORT_LABELS, C);
      assertArrayEquals(
          new float[] {1 / 3f, 1 / 6f, 1 / 6f, 1 / 3f}, task.shares().toFloatArray(), 1e-7f);
    }
  }

  private static double[][] values() {
    Random random = new Random(5);
    double[][] values = new double[SHAPES.length][];
    for (int p = 0; p < values.length; p++) {
      values[p] = normal(random, size(SHAPES[p]));
    }
    values[3] = new double[] {0.7, 0.3, 0.2, 0.4};
    return values;
  }

  private static int size(int[] shape) {
    return shape.length == 1 ? shape[0] : shape[0] * shape[1];
  }

  private static double[] normal(Random random, int count) {
    return random.doubles(count, -1, 1).toArray();
  }

  private static NDArray learnable(NDManager manager, double[] values, int... shape) {
    long[] sizes = Arrays.stream(shape).asLongStream().toArray();
    NDArray array = manager.create(values, new Shape(sizes));
    array.setRequiresGradient(true);
    return array;
  }

  private static List<NDArray> arrays(NDManager manager, double[][] values) {
    List<NDArray> arrays = new ArrayList<>();
    for (int p = 0; p < values.length; p++) {
      long[] shape = Arrays.stream(SHAPES[p]).asLongStream().toArray();
      arrays.add(manager.create(values[p], new Shape(shape)));
    }
    return arrays;
  }

  /** In double precision, each example of the same weight. */
  private static InnerTask task(NDManager manager, double[] features, int[] labels, int classes) {
    int examples = labels.length;
    double[] shares = new double[examples];
    double[] targets = new double[examples * classes];
    for (int i = 0; i < examples; i++) {
      shares[i] = 1.0 / examples;
      targets[i * classes + labels[i]] = 1;
    }
    return new InnerTask(
        manager.create(features, new Shape(examples, features.length / examples)),
        manager.create(targets, new Shape(examples, classes)),
        manager.create(shares, new Shape(examples, 1)));
  }

  private static InnerTask query(NDManager manager) {
    return task(manager, normal(new Random(7), QUERY_LABELS.length * D), QUERY_LABELS, C);
  }

  private static TaskHead learnt(InnerLoop loop, List<NDArray> arrays, NDManager manager) {
    InnerTask like = task(manager, new double[4 * D], SUPPORT_LABELS, C);
    TaskHead start =
        new TaskHead(
            arrays.get(0),
            manager.zeros(new Shape(C), DataType.FLOAT64),
            arrays.get(1),
            arrays.get(2));
    return loop.learn(
        start, arrays.get(3), new InnerTask(arrays.get(4), like.targets(), like.shares()));
  }

  private static double metaLoss(InnerLoop loop, double[][] values) {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      return query(manager).loss(learnt(loop, arrays(manager, values), manager)).getDouble();
    }
  }

  private static double[][] metaGradients(InnerLoop loop, double[][] values) {
    try (NDManager manager = Devices.engine().newBaseManager()) {
      List<NDArray> arrays = arrays(manager, values);
      arrays.forEach(a -> a.setRequiresGradient(true));
      try (GradientCollector collector = Devices.engine().newGradientCollector()) {
        collector.backward(query(manager).loss(learnt(loop, arrays, manager)));
      }
      return arrays.stream().map(InnerLoopTest::gradientOf).toArray(double[][]::new);
    }
  }

  /** Zeros of single precision where nothing flowed back. */
  private static double[] gradientOf(NDArray array) {
    return array.getGradient().toType(DataType.FLOAT64, true).toDoubleArray();
  }
}
