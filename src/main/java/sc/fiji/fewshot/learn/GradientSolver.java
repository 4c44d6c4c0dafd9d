package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A linear classifier trained by gradient descent on the single views of the examples (or, without
 * any, on themselves): the softmax cross-entropy of all of them at once, with momentum and weight
 * decay. It begins from nothing, or as a cosine classifier from the class means, and the same
 * examples give the same weights.
 *
 * @param cosine whether the logit is a scaled cosine between embedding and weights
 * @param rate of learning
 * @param steps how many
 */
record GradientSolver(boolean cosine, double rate, int steps) implements DualSolver {

  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 1e-3;
  private static final double COSINE_SCALE = 10;

  /** A refit takes milliseconds, so that there are only some. */
  private static final int FOLDS = 8;

  @Override
  public DualHead solve(Kernel kernel) {
    SpanCoordinates span = SpanCoordinates.of(kernel);
    double[][] weights = cosine ? means(kernel, span) : zeros(kernel);
    double[] bias = new double[kernel.classes()];
    descend(kernel, span, weights, bias);
    double[][] alpha =
        Arrays.stream(weights)
            .map(w -> span.combination(cosine ? scaled(w) : w))
            .toArray(double[][]::new);
    return DualHead.linear(alpha, bias);
  }

  @Override
  public double[][] leaveOneOut(Kernel kernel) {
    return LeaveOneOut.byFolds(kernel, this, Math.min(kernel.size(), FOLDS));
  }

  private void descend(Kernel kernel, SpanCoordinates span, double[][] weights, double[] bias) {
    boolean viewed = span.views().length > 0;
    double[][] points = viewed ? span.views() : span.examples();
    int[] exampleOf = viewed ? kernel.viewOf() : IntStream.range(0, kernel.size()).toArray();
    double[] share = shares(kernel, exampleOf);
    double[][] velocity = zeros(kernel);
    double[] biasVelocity = new double[bias.length];
    for (int step = 0; step < steps; step++) {
      double[][] gradient = zeros(kernel);
      double[] biasGradient = new double[bias.length];
      double[][] used =
          cosine ? Arrays.stream(weights).map(this::scaled).toArray(double[][]::new) : weights;
      for (int p = 0; p < points.length; p++) {
        int own = kernel.labels()[exampleOf[p]];
        double[] logits = bias.clone();
        for (int c = 0; c < logits.length; c++) {
          logits[c] += dot(used[c], points[p]);
        }
        double[] probabilities = Softmax.of(logits);
        for (int c = 0; c < logits.length; c++) {
          double pull = share[p] * (probabilities[c] - (c == own ? 1 : 0));
          addMultiple(gradient[c], points[p], pull);
          biasGradient[c] += pull;
        }
      }
      for (int c = 0; c < bias.length; c++) {
        double[] slope = cosine ? tangential(gradient[c], weights[c]) : gradient[c];
        addMultiple(slope, weights[c], DECAY);
        move(weights[c], velocity[c], slope);
      }
      if (!cosine) {
        move(bias, biasVelocity, biasGradient);
      }
    }
  }

  private void move(double[] x, double[] velocity, double[] slope) {
    for (int k = 0; k < x.length; k++) {
      velocity[k] = MOMENTUM * velocity[k] - rate * slope[k];
      x[k] += velocity[k];
    }
  }

  /** Each class counts the same, and each example within its class. */
  private static double[] shares(Kernel kernel, int[] exampleOf) {
    int[] views = new int[kernel.size()];
    IntStream.of(exampleOf).forEach(i -> views[i]++);
    int[] counts = kernel.counts();
    return IntStream.of(exampleOf)
        .mapToDouble(i -> 1.0 / kernel.classes() / counts[kernel.labels()[i]] / views[i])
        .toArray();
  }

  private double[] scaled(double[] w) {
    double length = Math.sqrt(dot(w, w));
    double[] scaled = new double[w.length];
    addMultiple(scaled, w, length > 0 ? COSINE_SCALE / length : 0);
    return scaled;
  }

  /** The gradient by w of what has this gradient by s w / |w|. */
  private static double[] tangential(double[] gradient, double[] w) {
    double square = Math.max(dot(w, w), Double.MIN_NORMAL);
    double[] slope = new double[w.length];
    double scale = COSINE_SCALE / Math.sqrt(square);
    addMultiple(slope, gradient, scale);
    addMultiple(slope, w, -scale * dot(gradient, w) / square);
    return slope;
  }

  private static double[][] zeros(Kernel kernel) {
    return new double[kernel.classes()][kernel.size()];
  }

  private static double[][] means(Kernel kernel, SpanCoordinates span) {
    int[] counts = kernel.counts();
    double[][] means = zeros(kernel);
    for (int i = 0; i < kernel.size(); i++) {
      addMultiple(means[kernel.labels()[i]], span.examples()[i], 1.0 / counts[kernel.labels()[i]]);
    }
    return means;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void addMultiple(double[] to, double[] row, double factor) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * row[k];
    }
  }
}
