package sc.fiji.fewshot.backbone;

import java.util.Map;
import java.util.Optional;

/**
 * Mean and standard deviation of each number of an embedding over many images.
 *
 * @param mean one value a number
 * @param deviation as many, at least 0
 */
public record EmbeddingStatistics(float[] mean, float[] deviation) {

  private static final String MEAN = "statistics.mean";
  private static final String DEVIATION = "statistics.deviation";

  /** Checks that both are equally long. */
  public EmbeddingStatistics {
    if (mean.length != deviation.length) {
      throw new IllegalArgumentException(mean.length + " means, " + deviation.length);
    }
  }

  /**
   * @param tensors of a weights file; receives both vectors
   */
  public void writeTo(Map<String, Tensor> tensors) {
    tensors.put(MEAN, Tensor.vector(mean));
    tensors.put(DEVIATION, Tensor.vector(deviation));
  }

  static Optional<EmbeddingStatistics> readFrom(Map<String, Tensor> tensors, int length) {
    Tensor mean = tensors.get(MEAN);
    Tensor deviation = tensors.get(DEVIATION);
    boolean present =
        mean != null
            && deviation != null
            && mean.data().length == length
            && deviation.data().length == length;
    return present
        ? Optional.of(new EmbeddingStatistics(mean.data(), deviation.data()))
        : Optional.empty();
  }
}
