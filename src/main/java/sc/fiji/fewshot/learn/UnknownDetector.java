package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Tells embeddings that resemble no class from those that do, by the Euclidean distance to the
 * nearest prototype (as in Mensink, Verbeek, Perronnin and Csurka, "Distance-Based Image
 * Classification", TPAMI 2013), in units of how far the examples themselves lie from their class
 * when they are left out of its prototype.
 *
 * @param prototypes one a class: the mean of its standardised examples
 * @param scale the distance that counts as 1: the mean distance of a left-out example to the
 *     prototype of its own class, or, where fewer than two examples can be left out, the mean
 *     distance of a prototype to the nearest other one
 * @param threshold the score above which an embedding is unknown: the upper 95 % prediction limit
 *     (Student's t) of the left-out examples' scores; 1 where they are too few, so that only what
 *     is farther from every class than the classes are from each other is unknown
 */
public record UnknownDetector(float[][] prototypes, double scale, double threshold) {

  /** How many known examples should stay known. */
  private static final double KEPT = 0.95;

  /** Checks that there is something to measure by. */
  public UnknownDetector {
    if (prototypes.length == 0 || !(scale > 0) || !(threshold > 0)) {
      throw new IllegalArgumentException(
          prototypes.length + " prototypes, scale " + scale + ", threshold " + threshold);
    }
  }

  /**
   * Learns prototypes, scale and threshold from examples that are embedded as queries are.
   *
   * @param standardised the support set with its embeddings standardised; every class must have an
   *     example
   */
  public static UnknownDetector fit(Support standardised) {
    float[][][] probes = new float[standardised.size()][][];
    for (int i = 0; i < probes.length; i++) {
      probes[i] = new float[][] {standardised.embeddings()[i]};
    }
    return fit(standardised, probes);
  }

  /**
   * Learns prototypes, scale and threshold. Examples that are means over several views lie closer
   * to their prototype than any single view of a query does, so what is usual is measured on
   * probes.
   *
   * @param standardised the support set with its embeddings standardised; every class must have an
   *     example
   * @param probes for each example some standardised embeddings of the kind that queries have
   */
  public static UnknownDetector fit(Support standardised, float[][][] probes) {
    float[][] prototypes = Prototypes.of(standardised);
    double[] leftOut = leftOutDistances(standardised, probes, prototypes);
    double scale = leftOut.length > 1 ? StatUtils.mean(leftOut) : 0;
    if (!(scale > 0)) {
      double between = nearestOther(prototypes);
      return new UnknownDetector(prototypes, between > 0 ? between : 1, 1);
    }
    int n = leftOut.length;
    double sd = Math.sqrt(StatUtils.variance(leftOut)) / scale;
    double t = new TDistribution(null, n - 1).inverseCumulativeProbability(KEPT);
    return new UnknownDetector(prototypes, scale, 1 + t * sd * Math.sqrt(1 + 1.0 / n));
  }

  /**
   * How strange an embedding is: 1 as far from the nearest class as the typical left-out example,
   * more if stranger.
   *
   * @param z standardised
   */
  public double score(float[] z) {
    double nearest = Double.POSITIVE_INFINITY;
    for (float[] prototype : prototypes) {
      nearest = Math.min(nearest, Prototypes.squaredDistance(z, prototype));
    }
    return Math.sqrt(nearest) / scale;
  }

  /**
   * Whether an embedding resembles no class.
   *
   * @param z standardised
   */
  public boolean isUnknown(float[] z) {
    return score(z) > threshold;
  }

  private static double[] leftOutDistances(
      Support support, float[][][] probes, float[][] prototypes) {
    int[] counts = support.counts();
    return IntStream.range(0, support.size())
        .filter(i -> counts[support.labels()[i]] > 1)
        .boxed()
        .flatMapToDouble(
            i -> {
              int own = support.labels()[i];
              float[] rest = without(support.embeddings()[i], prototypes[own], counts[own]);
              return Arrays.stream(probes[i])
                  .mapToDouble(probe -> Math.sqrt(Prototypes.squaredDistance(probe, rest)));
            })
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
