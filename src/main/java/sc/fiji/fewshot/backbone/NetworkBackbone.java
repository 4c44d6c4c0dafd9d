package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A backbone whose network is a DJL block of this project, with weights from safetensors. */
final class NetworkBackbone implements Backbone {

  private final BackboneInfo info;
  private final Optional<EmbeddingStatistics> statistics;
  private final NDManager manager;
  private final MobileNet network = new MobileNet();

  NetworkBackbone(String name, byte[] safetensors, Device device) {
    Map<String, Tensor> tensors = Safetensors.read(safetensors, "Backbone " + name);
    info =
        new BackboneInfo(name, Sha256.of(safetensors), MobileNet.STAGES, MobileNet.INPUT_MULTIPLE);
    statistics = EmbeddingStatistics.readFrom(tensors, info.embeddingLength());
    manager = Devices.engine().newBaseManager(device);
    try {
      network.load(manager, tensors, "Backbone " + name);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
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
    return network.segments();
  }

  @Override
  public Optional<EmbeddingStatistics> statistics() {
    return statistics;
  }

  @Override
  public void close() {
    manager.close();
  }
}
