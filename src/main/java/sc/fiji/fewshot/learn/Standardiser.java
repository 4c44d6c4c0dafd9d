package sc.fiji.fewshot.learn;

import java.util.Arrays;
import java.util.Optional;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;

/**
 * Brings embeddings to a common scale: each dimension less its mean, over its standard deviation,
 * then the whole vector to unit length. The centring and the unit length are the "CL2N" of Wang,
 * Chao, Weinberger and van der Maaten, "SimpleShot: Revisiting Nearest-Neighbor Classification for
 * Few-Shot Learning" (arXiv:1911.04623, section 3); the division by the standard deviation is added
 * because means and standard deviations of different network stages come in different units. Where
 * the backbone brings a metric, it follows.
 *
 * @param mean of each dimension
 * @param sd standard deviation of each dimension; one that is constant in the data has 1 and so
 *     contributes 0
 * @param whitening the backbone's metric for vectors of unit length
 */
public record Standardiser(float[] mean, float[] sd, Whitening whitening) {

  /**
   * Numbers farther from the mean than this many deviations are cut off: a channel that hardly ever
   * fires would outweigh all others where it does.
   */
  private static final double FARTHEST = 5;

  /** Below this a standard deviation is rounding noise, which division would blow up. */
  private static final float SMALLEST_SD = 1e-6f;

  /** Checks that there is a standard deviation for each mean. */
  public Standardiser {
    if (mean.length != sd.length || mean.length == 0) {
      throw new IllegalArgumentException(mean.length + " means but " + sd.length + " deviations");
    }
    for (int k = 0; k < mean.length; k++) {
      if (!Float.isFinite(mean[k]) || !Float.isFinite(sd[k]) || sd[k] < 0) {
        throw new IllegalArgumentException("mean " + mean[k] + ", deviation " + sd[k]);
      }
    }
  }

  /**
   * Without a metric.
   *
   * @param mean of each dimension
   * @param sd standard deviation of each dimension
   */
  public Standardiser(float[] mean, float[] sd) {
    this(mean, sd, Whitening.none());
  }

  /**
   * @param statistics that came with a backbone
   * @return their means and deviations, and their metric if they have one
   */
  public static Standardiser of(EmbeddingStatistics statistics) {
    return new Standardiser(
        statistics.mean(), statistics.deviation(), Whitening.of(Optional.of(statistics)));
  }

  /**
   * @param metric to follow these means and deviations
   * @return the same with that metric
   */
  public Standardiser with(Whitening metric) {
    return new Standardiser(mean, sd, metric);
  }

  /**
   * Leaves the direction of a vector as it is and only brings it to unit length.
   *
   * @param dim numbers in an embedding
   */
  public static Standardiser identity(int dim) {
    float[] sd = new float[dim];
    Arrays.fill(sd, 1);
    return new Standardiser(new float[dim], sd);
  }

  /**
   * Mean and (population) standard deviation of some rows.
   *
   * @param rows at least one embedding
   */
  public static Standardiser of(float[][] rows) {
    return Moments.of(rows).standardiser();
  }

  /** How many numbers an embedding has. */
  public int dimension() {
    return mean.length;
  }

  /**
   * Standardises an embedding.
   *
   * @param raw from the encoder; left as it is
   * @return a new vector of length 1, or of zeros if the embedding is the mean itself
   */
  public float[] apply(float[] raw) {
    float[] unit = scaled(raw);
    whitening.apply(unit);
    return unit;
  }

  /**
   * Standardises embeddings: as one by one, but faster.
   *
   * @param raws from the encoder; left as they are
   * @return new vectors as {@link #apply(float[])} gives them
   */
  public float[][] apply(float[][] raws) {
    float[][] units = Arrays.stream(raws).map(this::scaled).toArray(float[][]::new);
    whitening.apply(units);
    return units;
  }

  private float[] scaled(float[] raw) {
    if (raw.length != mean.length) {
      throw new IllegalArgumentException(
          "an embedding of " + raw.length + " numbers, not " + mean.length);
    }
    double[] scaled = new double[raw.length];
    double squares = 0;
    for (int k = 0; k < raw.length; k++) {
      double value = ((double) raw[k] - mean[k]) / Math.max(sd[k], SMALLEST_SD);
      value = Math.max(-FARTHEST, Math.min(FARTHEST, value));
      scaled[k] = value;
      squares += value * value;
    }
    double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    float[] unit = new float[raw.length];
    for (int k = 0; k < raw.length; k++) {
      unit[k] = (float) (scaled[k] * scale);
    }
    return unit;
  }
}
