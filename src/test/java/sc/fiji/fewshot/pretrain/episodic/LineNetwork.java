package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import sc.fiji.fewshot.backbone.Conv4.Normalisation;

/** The smallest network: one number in, times one weight, one number out. */
final class LineNetwork implements EpisodicNetwork {

  static final String WEIGHT = "weight";

  private final NDManager manager;
  private final NDArray weight;

  LineNetwork(NDManager parent, float weight) {
    manager = parent.newSubManager();
    this.weight = manager.create(new float[] {weight});
  }

  /** An episode of two classes with one example each, then two queries, one a class. */
  static TaskSource source(float... numbers) {
    return new TaskSource() {
      @Override
      public int classes() {
        return 2;
      }

      @Override
      public Task episode(NDManager scope, int number) {
        NDArray images = scope.create(numbers, new Shape(numbers.length, 1));
        return new Task(images, 2, new int[] {0, 1}, new int[] {0, 1});
      }

      @Override
      public Batch batch(NDManager scope, int number) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  @Override
  public Map<String, NDArray> parameters() {
    return Map.of(WEIGHT, weight);
  }

  @Override
  public Map<String, NDArray> statistics() {
    return Map.of();
  }

  @Override
  public int embeddingLength() {
    return 1;
  }

  @Override
  public NDArray embed(
      NDArray images, Map<String, NDArray> parameters, Normalisation normalisation) {
    return images.mul(parameters.get(WEIGHT));
  }

  @Override
  public void close() {
    manager.close();
  }
}
