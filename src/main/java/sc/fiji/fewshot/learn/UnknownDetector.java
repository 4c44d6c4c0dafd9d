package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Tells embeddings that resemble no class from those that do, by the Euclidean distance to the
 * nearest class centre (as in Mensink, Verbeek, Perronnin and Csurka, "Distance-Based Image
 * Classification", TPAMI 2013), in units of how far the examples themselves lie from their class
 * when they are left out of its prototype, and by half the doubt, 1 less the confidence of the
 * prediction: what lies between classes is stranger than what lies as far out on one's own side.
 *
 * <p>A prototype is a mean of few examples and so lies off the centre of its class, squared by the
 * variance within classes over their number on average. Everything is farther from it by as much,
 * which is taken off; or else hardly anything would be known beside a class of one example.
 *
 * @param prototypes one a class: the mean of its standardised examples
 * @param excess one a class: how far on average the prototype lies off the centre, squared; 0 where
 *     no class has a second example to tell
 * @param scale the distance that counts as 1: the mean distance of a left-out example to the centre
 *     of its own class, or, where fewer than two examples can be left out, the mean distance of a
 *     prototype to the nearest other one
 * @param threshold the score above which an embedding is unknown: the upper prediction limit
 *     (Student's t; 95 %, if the {@link Rejection} is the usual one) of the left-out examples'
 *     scores; where they are too few, the score of something as far from every class as the classes
 *     are from each other (or what the rejection makes of that) and of middling doubt. {@link
 *     Double#MAX_VALUE} where nothing is unknown.
 */
public record UnknownDetector(
    float[][] prototypes, float[] excess, double scale, double threshold) {

  private static final double WEIGHT_OF_DOUBT = 0.5;
  private static final double MIDDLING_DOUBT = 0.5;

  /** Checks that there is something to measure by. */
  public UnknownDetector {
    if (prototypes.length == 0
        || prototypes.length != excess.length
        || !(scale > 0)
        || !(threshold > 0)) {
      throw new IllegalArgumentException(
          prototypes.length + " prototypes, scale " + scale + ", threshold " + threshold);
    }
  }

  /**
   * Learns prototypes, scale and threshold. Examples that are means over several views lie closer
   * to their prototype than any single view of a query does, so what is usual is measured on
   * probes.
   *
   * @param standardised the support set with its embeddings standardised; every class must have an
   *     example
   * @param probes for each example some standardised embeddings of the kind that queries have
   * @param leftOut for each example the probabilities of the classes as predicted without it; not
   *     looked at for the only example of a class
   * @param rejection how readily something is called unknown
   */
  public static UnknownDetector fit(
      Support standardised, float[][][] probes, double[][] leftOut, Rejection rejection) {
    float[][] prototypes = Prototypes.of(standardised);
    int[] counts = standardised.counts();
    int[] known =
        IntStream.range(0, standardised.size())
            .filter(i -> counts[standardised.labels()[i]] > 1)
            .toArray();
    double variance = variance(standardised, prototypes);
    float[] excess = new float[prototypes.length];
    for (int c = 0; c < excess.length; c++) {
      excess[c] = (float) (variance / counts[c]);
    }
    double[][] distances = new double[known.length][];
    for (int k = 0; k < known.length; k++) {
      distances[k] =
          leftOutDistances(standardised, known[k], probes[known[k]], prototypes, variance);
    }
    double[] all = Arrays.stream(distances).flatMapToDouble(Arrays::stream).toArray();
    double scale = all.length > 1 ? StatUtils.mean(all) : 0;
    if (!(scale > 0)) {
      double between = nearestOther(prototypes);
      return new UnknownDetector(
          prototypes,
          excess,
          between > 0 ? between : 1,
          rejection.farthest() + WEIGHT_OF_DOUBT * MIDDLING_DOUBT);
    }
    double[] scores =
        IntStream.range(0, known.length)
            .boxed()
            .flatMapToDouble(
                k -> {
                  double doubt = 1 - StatUtils.max(leftOut[known[k]]);
                  return Arrays.stream(distances[k])
                      .map(distance -> distance / scale + WEIGHT_OF_DOUBT * doubt);
                })
            .toArray();
    return new UnknownDetector(prototypes, excess, scale, limit(scores, rejection));
  }

  /** The mean squared distance of an example to the centre of its class; 0 if it is not known. */
  private static double variance(Support support, float[][] prototypes) {
    int freedom = support.size() - prototypes.length;
    double sum = 0;
    for (int i = 0; i < support.size(); i++) {
      float[] own = prototypes[support.labels()[i]];
      sum += Prototypes.squaredDistance(support.embeddings()[i], own);
    }
    return freedom > 0 ? sum / freedom : 0;
  }

  /** Below it lies a score like these with the probability that the rejection says. */
  private static double limit(double[] scores, Rejection rejection) {
    if (rejection == Rejection.NEVER) {
      return Double.MAX_VALUE;
    }
    int n = scores.length;
    double sd = Math.sqrt(StatUtils.variance(scores));
    double t = new TDistribution(null, n - 1).inverseCumulativeProbability(rejection.kept());
    return StatUtils.mean(scores) + t * sd * Math.sqrt(1 + 1.0 / n);
  }

  /**
   * How strange an embedding is: about 1 as far from the nearest class as the typical left-out
   * example and recognised without doubt, more if stranger.
   *
   * @param z standardised
   * @param confidence probability of the most probable class, 0 to 1
   */
  public double score(float[] z, double confidence) {
    double[] squares = new double[prototypes.length];
    for (int c = 0; c < squares.length; c++) {
      squares[c] = Prototypes.squaredDistance(z, prototypes[c]);
    }
    return scoreAt(squares, confidence);
  }

  /**
   * The score of an embedding whose distances are known already.
   *
   * @param squares of the distances to the prototypes
   * @param confidence probability of the most probable class, 0 to 1
   */
  public double scoreAt(double[] squares, double confidence) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < squares.length; c++) {
      nearest = Math.min(nearest, squares[c] - excess[c]);
    }
    return Math.sqrt(Math.max(0, nearest)) / scale + WEIGHT_OF_DOUBT * (1 - confidence);
  }

  /**
   * Whether an embedding resembles no class.
   *
   * @param z standardised
   * @param confidence probability of the most probable class, 0 to 1
   */
  public boolean isUnknown(float[] z, double confidence) {
    return score(z, confidence) > threshold;
  }

  private static double[] leftOutDistances(
      Support support, int example, float[][] probes, float[][] prototypes, double variance) {
    int own = support.labels()[example];
    int count = support.counts()[own];
    float[] rest = without(support.embeddings()[example], prototypes[own], count);
    double excess = variance / (count - 1);
    return Arrays.stream(probes)
        .mapToDouble(probe -> Prototypes.squaredDistance(probe, rest) - excess)
        .map(squared -> Math.sqrt(Math.max(0, squared)))
        .toArray();
  }

  /** The mean of the others: of n rows with this mean, all but one. */
  private static float[] without(float[] row, float[] mean, int n) {
    float[] rest = new float[row.length];
    for (int k = 0; k < rest.length; k++) {
      rest[k] = (float) (((double) n * mean[k] - row[k]) / (n - 1));
    }
    return rest;
  }

  private static double nearestOther(float[][] prototypes) {
    double sum = 0;
    for (int a = 0; a < prototypes.length; a++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int b = 0; b < prototypes.length; b++) {
        if (a != b) {
          nearest = Math.min(nearest, Prototypes.squaredDistance(prototypes[a], prototypes[b]));
        }
      }
      sum += Math.sqrt(nearest);
    }
    return sum / prototypes.length;
  }
}
