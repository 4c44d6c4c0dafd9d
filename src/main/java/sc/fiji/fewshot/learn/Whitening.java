package sc.fiji.fewshot.learn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;

/**
 * A learned metric that comes with a backbone: directions in which embeddings of one class scatter
 * are shortened, so that what is left tells classes apart. The scatter was measured within the
 * classes of the backbone's training images, and holds for other images because nuisances (pose,
 * focus, exposure) look alike everywhere. This is within-class covariance normalisation (Hatch,
 * Kajarekar and Stolcke, "Within-class covariance normalization for SVM-based speaker recognition",
 * Interspeech 2006), restricted to the leading eigenvectors: z' = z + V' (diag(g) - 1) V z, then
 * unit length.
 */
public final class Whitening {

  private final float[][] directions;
  private final float[][] byDimension;
  private final float[] stretch;

  /**
   * @param directions V: orthonormal rows, as long as an embedding; may be none
   * @param gains g, one a direction: by how much lengths along it are multiplied, above 0
   */
  public Whitening(float[][] directions, float[] gains) {
    if (directions.length != gains.length) {
      throw new IllegalArgumentException(directions.length + " directions, " + gains.length);
    }
    this.directions = directions;
    stretch = new float[gains.length];
    for (int j = 0; j < gains.length; j++) {
      stretch[j] = gains[j] - 1;
    }
    int dimension = directions.length == 0 ? 0 : directions[0].length;
    byDimension = new float[dimension][directions.length];
    for (int j = 0; j < directions.length; j++) {
      for (int k = 0; k < dimension; k++) {
        byDimension[k][j] = directions[j][k];
      }
    }
  }

  /**
   * @param statistics that came with a backbone, if any
   * @return their metric; {@link #none()} if they have none
   */
  public static Whitening of(Optional<EmbeddingStatistics> statistics) {
    return statistics.map(s -> new Whitening(s.directions(), s.gains())).orElseGet(Whitening::none);
  }

  /**
   * @return the metric that leaves unit vectors as they are
   */
  public static Whitening none() {
    return new Whitening(new float[0][], new float[0]);
  }

  /**
   * @return V, to be left as it is; none for the metric that changes nothing
   */
  public float[][] directions() {
    return directions;
  }

  /**
   * @return g - 1, one a direction, to be left as it is
   */
  public float[] stretch() {
    return stretch;
  }

  /**
   * Applies the metric in place.
   *
   * @param z a standardised embedding of unit length, or zeros; holds the result afterwards
   */
  void apply(float[] z) {
    if (directions.length == 0) {
      return;
    }
    if (z.length != byDimension.length) {
      throw new IllegalArgumentException(
          "an embedding of " + z.length + " numbers, not " + byDimension.length);
    }
    // Both loops add multiples of rows, which the compiler turns into vector instructions.
    float[] along = new float[directions.length];
    for (int k = 0; k < z.length; k++) {
      addMultiple(along, byDimension[k], z[k]);
    }
    for (int j = 0; j < directions.length; j++) {
      addMultiple(z, directions[j], along[j] * stretch[j]);
    }
    toUnitLength(z);
  }

  /**
   * Applies the metric to many vectors in place, as two matrix products of the engine: some three
   * times as fast as one vector after the other, and equal to it but for rounding.
   *
   * @param vectors standardised embeddings of unit length, or zeros; hold the results afterwards
   */
  void apply(float[][] vectors) {
    if (directions.length == 0 || vectors.length == 0) {
      return;
    }
    try (NDManager manager = Devices.engine().newBaseManager(Device.cpu())) {
      NDArray z = manager.create(vectors);
      NDArray v = manager.create(directions);
      NDArray along = z.matMul(v.transpose()).mul(manager.create(stretch));
      float[] sums = z.add(along.matMul(v)).toFloatArray();
      for (int i = 0; i < vectors.length; i++) {
        float[] vector = vectors[i];
        System.arraycopy(sums, i * vector.length, vector, 0, vector.length);
        toUnitLength(vector);
      }
    }
  }

  private static void addMultiple(float[] to, float[] row, float factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * row[i];
    }
  }

  private static void toUnitLength(float[] z) {
    double squares = 0;
    for (float value : z) {
      squares += (double) value * value;
    }
    float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
    for (int k = 0; k < z.length; k++) {
      z[k] *= scale;
    }
  }
}
