package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;

/** {@link Conv4} as a backbone: one stage of stride 16; colours become grey, and dark is ink. */
final class Conv4Backbone implements Backbone {

  private static final int STRIDE = 16;

  // Each layer sees one of its own cells more on either side: 1 + 2 + 4 + 8 pixels, rounded up to
  // whole cells.
  private static final Halo HALO = new Halo(16, 16);

  private final BackboneInfo info;
  private final NDManager manager;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  Conv4Backbone(String name, byte[] safetensors, Map<String, Tensor> tensors, Device device) {
    info =
        new BackboneInfo(
            name,
            Sha256.of(safetensors),
            List.of(new BackboneInfo.Stage(STRIDE, Conv4.CHANNELS)),
            STRIDE);
    manager = Devices.engine().newBaseManager(device);
    Map<String, Shape> shapes = Conv4.parameters();
    shapes.putAll(Conv4.statistics());
    shapes.forEach((array, shape) -> arrays.put(array, load(tensors, array, shape)));
  }

  private NDArray load(Map<String, Tensor> tensors, String array, Shape shape) {
    Tensor tensor = tensors.get(array);
    if (tensor == null || !shape.equals(new Shape(tensor.shape()))) {
      manager.close();
      throw new FewShotException(
          "Backbone "
              + info.name()
              + " does not hold the weights of a Conv-4 ("
              + array
              + " is missing or of another size); use a backbone made by 'fewshot pretrain'.");
    }
    return manager.create(tensor.data(), shape);
  }

  /** Whether a weights file is of this network. */
  static boolean matches(Map<String, Tensor> tensors) {
    return tensors.keySet().containsAll(Conv4.statistics().keySet());
  }

  @Override
  public BackboneInfo info() {
    return info;
  }

  @Override
  public NDManager newManager() {
    return manager.newSubManager();
  }

  @Override
  public List<Segment> segments() {
    return List.of(new Segment(1, STRIDE, HALO, this::maps));
  }

  private NDList maps(NDArray batch) {
    NDArray ink = batch.mean(new int[] {1}, true).neg().add(1f);
    return new NDList(Conv4.forward(ink, arrays, Conv4.Normalisation.RUNNING));
  }

  @Override
  public Optional<EmbeddingStatistics> statistics() {
    return Optional.empty();
  }

  @Override
  public void close() {
    manager.close();
  }
}
