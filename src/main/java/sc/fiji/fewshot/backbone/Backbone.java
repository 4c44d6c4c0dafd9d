package sc.fiji.fewshot.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;

/**
 * A pretrained CNN as a source of feature maps, or of one embedding of a whole input ({@link
 * BackboneInfo#pooled()}). Its forward pass may be called from several threads at once, each with
 * arrays of a manager of its own.
 */
public interface Backbone extends AutoCloseable {

  /**
   * @return what it is and yields
   */
  BackboneInfo info();

  /**
   * @return a new manager on the backbone's device, to be closed by the caller
   */
  NDManager newManager();

  /**
   * @return the parts of the CNN, to be run one after the other; the last map of one is the input
   *     of the next. Running them on their own lets a large image be tiled with a small halo where
   *     the network sees little and a larger one further on.
   */
  List<Segment> segments();

  /**
   * Runs the whole CNN.
   *
   * @param batch N x 3 x H x W, values 0 to 1, H and W multiples of {@link
   *     BackboneInfo#inputMultiple()}
   * @return one map a stage, N x C x H/stride x W/stride, or the pooled embeddings alone, N x C, in
   *     the manager of {@code batch}
   */
  default NDList forward(NDArray batch) {
    NDList stages = new NDList();
    NDArray input = batch;
    for (Segment segment : segments()) {
      NDList maps = segment.forward(input);
      stages.addAll(maps);
      input = maps.get(maps.size() - 1);
    }
    return stages;
  }

  /**
   * @return mean and standard deviation of each number of an embedding over many images of many
   *     kinds, if they came with the weights
   */
  Optional<EmbeddingStatistics> statistics();

  /**
   * @return from where a head learns a task in a few gradient steps, if that was meta-trained for
   *     these weights
   */
  default Optional<HeadStart> headStart() {
    return Optional.empty();
  }

  /**
   * @return classes that are known by name, if these weights came with any
   */
  default PromptBank prompts() {
    return PromptBank.EMPTY;
  }

  /** Frees the weights. */
  @Override
  void close();
}
