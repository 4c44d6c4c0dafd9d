package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A backbone whose network is a DJL block of this project, with weights from safetensors. */
final class NetworkBackbone implements AdaptableBackbone {

  private final BackboneInfo info;
  private final Optional<EmbeddingStatistics> statistics;
  private final Companions companions;
  private final NDManager manager;
  private final MobileNet network = new MobileNet();

  NetworkBackbone(String name, byte[] safetensors, Device device) {
    this(name, safetensors, device, Companions.none());
  }

  NetworkBackbone(String name, byte[] safetensors, Device device, Companions companions) {
    this.companions = companions;
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

  private NetworkBackbone(NetworkBackbone base, Map<String, Tensor> weights) {
    info = base.info;
    statistics = base.statistics;
    companions = base.companions;
    manager = Devices.engine().newBaseManager(base.manager.getDevice());
    try {
      network.load(manager, weights, "The adaptation of backbone " + info.name());
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public Map<String, Tensor> weights() {
    return network.tensors();
  }

  @Override
  public Backbone with(Map<String, Tensor> replaced) {
    Map<String, Tensor> weights = weights();
    weights.putAll(replaced);
    return new NetworkBackbone(this, weights);
  }

  @Override
  public NDList head(NDArray batch, int stages) {
    return network.head(batch, stages);
  }

  @Override
  public NDList tail(NDArray input, int stages, Map<String, NDArray> weights) {
    return network.tail(input, stages, p -> weights.getOrDefault(p.getName(), p.getArray()));
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
  public Optional<HeadStart> headStart() {
    return companions.headStart(info);
  }

  @Override
  public PromptBank prompts() {
    return companions.prompts(info);
  }

  @Override
  public void close() {
    manager.close();
  }
}
