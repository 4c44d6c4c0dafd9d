package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Learns a linear map of the space that the examples span, by their single views (or, without any,
 * by themselves): each is asked while its example is left out of the references. Then it measures
 * distances in the mapped space. Few steps from the identity and a penalty on the way keep what so
 * few examples can teach.
 *
 * @param references what distances are measured to
 * @param penalty see {@link MetricLoss}
 * @param iterations of {@link Lbfgs}
 * @param share of the usual sharpness ({@link ClusteredPrototypeSolver#sharpness}) that distances
 *     have: the less, the more examples count as neighbours
 */
record LearnedMetricSolver(To references, double penalty, int iterations, double share)
    implements DualSolver {

  /** A refit takes milliseconds, so that there are only some. */
  private static final int FOLDS = 8;

  /** What distances are measured to. */
  enum To {
    /** The mean of each class: the loss of Prototypical Networks. */
    PROTOTYPES,
    /** All examples: Neighbourhood Components Analysis. */
    NEIGHBOURS
  }

  @Override
  public DualHead solve(Kernel kernel) {
    int n = kernel.size();
    SpanCoordinates span = SpanCoordinates.of(kernel);
    double sharpness = share * ClusteredPrototypeSolver.sharpness(kernel);
    double[] start = new double[n * n];
    for (int i = 0; i < n; i++) {
      start[i * n + i] = 1;
    }
    double[] map = Lbfgs.minimise(loss(kernel, span, sharpness), start, iterations, 1e-6);
    return references == To.PROTOTYPES
        ? head(kernel, span, map, sharpness, prototypes(kernel, span), new double[kernel.classes()])
        : head(kernel, span, map, sharpness, span.examples(), priors(kernel));
  }

  @Override
  public double[][] leaveOneOut(Kernel kernel) {
    return LeaveOneOut.byFolds(kernel, this, Math.min(kernel.size(), FOLDS));
  }

  private MetricLoss loss(Kernel kernel, SpanCoordinates span, double sharpness) {
    boolean viewed = span.views().length > 0;
    double[][] queries = viewed ? span.views() : span.examples();
    int[] exampleOf = viewed ? kernel.viewOf() : IntStream.range(0, kernel.size()).toArray();
    int[] labels = IntStream.of(exampleOf).map(i -> kernel.labels()[i]).toArray();
    return references == To.PROTOTYPES
        ? prototypeLoss(kernel, span, sharpness, queries, exampleOf, labels)
        : neighbourLoss(kernel, span, sharpness, queries, exampleOf, labels);
  }

  private MetricLoss neighbourLoss(
      Kernel kernel,
      SpanCoordinates span,
      double sharpness,
      double[][] queries,
      int[] exampleOf,
      int[] labels) {
    int[] counts = kernel.counts();
    boolean[][] asked = new boolean[queries.length][kernel.size()];
    for (int q = 0; q < asked.length; q++) {
      Arrays.fill(asked[q], true);
      asked[q][exampleOf[q]] = counts[labels[q]] == 1;
    }
    return new MetricLoss(
        queries,
        labels,
        span.examples(),
        kernel.labels(),
        priors(kernel),
        asked,
        sharpness,
        penalty);
  }

  /** The references are the prototypes, and for each example that of its class without it. */
  private MetricLoss prototypeLoss(
      Kernel kernel,
      SpanCoordinates span,
      double sharpness,
      double[][] queries,
      int[] exampleOf,
      int[] labels) {
    int n = kernel.size();
    int classes = kernel.classes();
    int[] counts = kernel.counts();
    double[][] points = Arrays.copyOf(prototypes(kernel, span), classes + n);
    int[] classOf = Arrays.copyOf(IntStream.range(0, classes).toArray(), classes + n);
    for (int i = 0; i < n; i++) {
      int own = kernel.labels()[i];
      classOf[classes + i] = own;
      points[classes + i] = new double[n];
      for (int k = 0; k < n; k++) {
        double rest = counts[own] * points[own][k] - span.examples()[i][k];
        points[classes + i][k] = counts[own] > 1 ? rest / (counts[own] - 1) : points[own][k];
      }
    }
    boolean[][] asked = new boolean[queries.length][classes + n];
    for (int q = 0; q < asked.length; q++) {
      Arrays.fill(asked[q], 0, classes, true);
      asked[q][labels[q]] = false;
      asked[q][classes + exampleOf[q]] = true;
    }
    return new MetricLoss(
        queries, labels, points, classOf, new double[classes + n], asked, sharpness, penalty);
  }

  private static double[][] prototypes(Kernel kernel, SpanCoordinates span) {
    int[] counts = kernel.counts();
    double[][] prototypes = new double[kernel.classes()][kernel.size()];
    for (int i = 0; i < kernel.size(); i++) {
      int own = kernel.labels()[i];
      for (int k = 0; k < kernel.size(); k++) {
        prototypes[own][k] += span.examples()[i][k] / counts[own];
      }
    }
    return prototypes;
  }

  /** How many examples a class has shall not favour it. */
  private static double[] priors(Kernel kernel) {
    int[] counts = kernel.counts();
    return IntStream.of(kernel.labels()).mapToDouble(c -> -Math.log(counts[c])).toArray();
  }

  /** -s |A (y - r)|^2 without |A y|^2, which is the same for all. */
  private DualHead head(
      Kernel kernel,
      SpanCoordinates span,
      double[] map,
      double sharpness,
      double[][] points,
      double[] priors) {
    int n = kernel.size();
    double[][] mapped = MetricLoss.mapped(map, points);
    double[][] alpha = new double[points.length][];
    double[] bias = priors.clone();
    for (int r = 0; r < alpha.length; r++) {
      double[] weights = new double[n];
      for (int i = 0; i < n; i++) {
        bias[r] -= sharpness * mapped[r][i] * mapped[r][i];
        for (int k = 0; k < n; k++) {
          weights[k] += 2 * sharpness * map[i * n + k] * mapped[r][i];
        }
      }
      alpha[r] = span.combination(weights);
    }
    return references == To.PROTOTYPES
        ? DualHead.linear(alpha, bias)
        : new DualHead(Combination.LOG_SUM_EXP, alpha, bias, kernel.labels());
  }
}
