package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.backbone.Conv4;
import sc.fiji.fewshot.backbone.Conv4.Normalisation;
import sc.fiji.fewshot.backbone.Tensor;

/** {@link Conv4} in training. */
final class Conv4Network implements EpisodicNetwork {

  private final NDManager manager;
  private final Map<String, NDArray> parameters;
  private final Map<String, NDArray> statistics;

  /**
   * @param parent of the arrays
   * @param tensors parameters and statistics to start from
   */
  Conv4Network(NDManager parent, Map<String, Tensor> tensors) {
    manager = parent.newSubManager();
    parameters = arrays(Conv4.parameters(), tensors);
    statistics = arrays(Conv4.statistics(), tensors);
  }

  private Map<String, NDArray> arrays(Map<String, Shape> shapes, Map<String, Tensor> tensors) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> arrays.put(name, manager.create(tensors.get(name).data(), shape)));
    return arrays;
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
    return statistics;
  }

  @Override
  public int embeddingLength() {
    return Conv4.CHANNELS;
  }

  @Override
  public NDArray embed(NDArray images, Map<String, NDArray> replaced, Normalisation normalisation) {
    Map<String, NDArray> arrays = new LinkedHashMap<>(statistics);
    arrays.putAll(replaced);
    NDArray maps = Conv4.forward(images, arrays, normalisation);
    return maps.reshape(maps.getShape().get(0), -1);
  }

  @Override
  public void close() {
    manager.close();
  }
}
