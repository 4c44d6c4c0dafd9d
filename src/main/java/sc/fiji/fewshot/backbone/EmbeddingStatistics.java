package sc.fiji.fewshot.backbone;

import java.util.Map;
import java.util.Optional;

/**
 * What is known of a backbone's embeddings from many images: mean and standard deviation of each
 * number, and the leading directions of the scatter within classes.
 *
 * @param mean one value a number
 * @param deviation as many, at least 0
 * @param directions orthonormal rows of as many numbers; none if no classes were known
 * @param gains one a direction, by which lengths along it should be multiplied, above 0
 */
public record EmbeddingStatistics(
    float[] mean, float[] deviation, float[][] directions, float[] gains) {

  private static final String MEAN = "statistics.mean";
  private static final String DEVIATION = "statistics.deviation";

  private static final String DIRECTIONS = "metric.directions";
  private static final String GAINS = "metric.gains";

  /** Checks that all are equally long. */
  public EmbeddingStatistics {
    if (mean.length != deviation.length || directions.length != gains.length) {
      throw new IllegalArgumentException(
          "%d means, %d deviations, %d directions, %d gains"
              .formatted(mean.length, deviation.length, directions.length, gains.length));
    }
    for (float[] direction : directions) {
      if (direction.length != mean.length) {
        throw new IllegalArgumentException("a direction of " + direction.length + " numbers");
      }
    }
  }

  /**
   * Without directions.
   *
   * @param mean one value a number
   * @param deviation as many, at least 0
   */
  public EmbeddingStatistics(float[] mean, float[] deviation) {
    this(mean, deviation, new float[0][], new float[0]);
  }

  /**
   * @param tensors of a weights file; receives all arrays
   */
  public void writeTo(Map<String, Tensor> tensors) {
    tensors.put(MEAN, Tensor.vector(mean));
    tensors.put(DEVIATION, Tensor.vector(deviation));
    if (gains.length > 0) {
      tensors.put(DIRECTIONS, Tensor.matrix(directions));
      tensors.put(GAINS, Tensor.vector(gains));
    }
  }

  static Optional<EmbeddingStatistics> readFrom(Map<String, Tensor> tensors, int length) {
    Tensor mean = tensors.get(MEAN);
    Tensor deviation = tensors.get(DEVIATION);
    if (mean == null
        || deviation == null
        || mean.data().length != length
        || deviation.data().length != length) {
      return Optional.empty();
    }
    Tensor directions = tensors.get(DIRECTIONS);
    Tensor gains = tensors.get(GAINS);
    return Optional.of(
        directions == null || gains == null
            ? new EmbeddingStatistics(mean.data(), deviation.data())
            : new EmbeddingStatistics(
                mean.data(), deviation.data(), directions.rows(), gains.data()));
  }
}
