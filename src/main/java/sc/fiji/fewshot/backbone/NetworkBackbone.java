package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Map;

/** A backbone whose network is a DJL block of this project, with weights from safetensors. */
final class NetworkBackbone implements Backbone {

  private final BackboneInfo info;
  private final NDManager manager;
  private final MobileNet network = new MobileNet();

  NetworkBackbone(String name, byte[] safetensors, Device device) {
    Map<String, Tensor> tensors = Safetensors.read(safetensors, "Backbone " + name);
    info =
        new BackboneInfo(name, Sha256.of(safetensors), MobileNet.STAGES, 32, MobileNet.HALO);
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
  public NDList forward(NDArray batch) {
    return network.stages(batch, false);
  }

  @Override
  public void close() {
    manager.close();
  }
}
