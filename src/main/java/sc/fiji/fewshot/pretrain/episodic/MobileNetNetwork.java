package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.backbone.Conv4.Normalisation;
import sc.fiji.fewshot.backbone.MobileNet;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.StagePooling;
import sc.fiji.fewshot.learn.Standardiser;

/**
 * The embedded network in training. Its embeddings are standardised by what the initial network
 * makes of the training images and brought to one length, nearly as when they are used.
 */
final class MobileNetNetwork implements EpisodicNetwork {

  /** Squared distances of unit vectors, times this squared, make sensible logits. */
  private static final float LENGTH = 4;

  private static final float FARTHEST = 8;
  private static final float SMALLEST_DEVIATION = 1e-4f;
  private static final int STATISTICS_BATCHES = 4;

  private final NDManager manager;
  private final MobileNet network = new MobileNet();
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final NDArray mean;
  private final NDArray deviation;

  /**
   * @param parent of the arrays
   * @param tensors weights to start from
   * @param source of images that decide the standardisation
   */
  MobileNetNetwork(NDManager parent, Map<String, Tensor> tensors, TaskSource source) {
    manager = parent.newSubManager();
    MobileNet.parameters(0)
        .forEach(
            (name, shape) -> parameters.put(name, manager.create(tensors.get(name).data(), shape)));
    Standardiser standardiser = Standardiser.of(embeddings(source));
    mean = manager.create(standardiser.mean());
    deviation = manager.create(standardiser.sd()).maximum(SMALLEST_DEVIATION);
  }

  private float[][] embeddings(TaskSource source) {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < STATISTICS_BATCHES; i++) {
      try (NDManager scope = manager.newSubManager()) {
        NDArray pooled = pooled(source.batch(scope, -1 - i).images(), parameters);
        Shape shape = pooled.getShape();
        rows.addAll(List.of(new Tensor(shape.getShape(), pooled.toFloatArray()).rows()));
      }
    }
    return rows.toArray(float[][]::new);
  }

  private NDArray pooled(NDArray images, Map<String, NDArray> weights) {
    return StagePooling.pool(network.tail(images, 0, p -> weights.get(p.getName())));
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }

  @Override
  public Map<String, NDArray> statistics() {
    return Map.of();
  }

  @Override
  public int embeddingLength() {
    return (int) mean.size();
  }

  @Override
  public NDArray embed(NDArray images, Map<String, NDArray> weights, Normalisation normalisation) {
    NDArray z = pooled(images, weights).sub(mean).div(deviation).clip(-FARTHEST, FARTHEST);
    return PrototypeLogits.unit(z).mul(LENGTH);
  }

  @Override
  public void close() {
    manager.close();
  }
}
