package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.FewShotException;

/**
 * Any TorchScript file that takes N x 3 x H x W with values from 0 to 1 and yields one feature map
 * (4-D) or several (a tuple). Strides and channels are found by running it once.
 */
final class TorchScriptBackbone implements Backbone {

  private static final int PROBE = 128;

  private final BackboneInfo info;
  private final Model model;
  private final ParameterStore parameters;

  TorchScriptBackbone(Path file, Device device) {
    Devices.engine();
    String name = file.getFileName().toString();
    model = Model.newInstance(name, device, "PyTorch");
    try {
      byte[] bytes = Files.readAllBytes(file);
      model.load(file.toAbsolutePath().getParent(), name.replaceFirst("\\.pt$", ""));
      parameters = new ParameterStore(model.getNDManager(), false);
      info = probe(name, Sha256.of(bytes));
    } catch (IOException | MalformedModelException | EngineException e) {
      model.close();
      throw new FewShotException(
          file + " is no TorchScript file that can be loaded; save it with torch.jit.save.", e);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private BackboneInfo probe(String name, String sha256) {
    try (NDManager manager = newManager()) {
      NDList maps = forward(manager.zeros(new Shape(1, 3, PROBE, PROBE)));
      List<BackboneInfo.Stage> stages = new ArrayList<>();
      int coarsest = 1;
      for (NDArray map : maps) {
        Shape shape = map.getShape();
        if (shape.dimension() != 4 || PROBE % shape.get(2) != 0) {
          throw new FewShotException(
              name
                  + " yields an output of shape "
                  + shape
                  + "; a backbone must yield feature maps of N x C x H/stride x W/stride.");
        }
        int stride = (int) (PROBE / shape.get(2));
        coarsest = Math.max(coarsest, stride);
        stages.add(new BackboneInfo.Stage(stride, (int) shape.get(1)));
      }
      // Nobody says how far such a network sees; four coarse cells are what common CNNs need.
      return new BackboneInfo(name, sha256, List.copyOf(stages), coarsest, 4 * coarsest);
    }
  }

  @Override
  public BackboneInfo info() {
    return info;
  }

  @Override
  public NDManager newManager() {
    return model.getNDManager().newSubManager();
  }

  @Override
  public NDList forward(NDArray batch) {
    return model.getBlock().forward(parameters, new NDList(batch), false);
  }

  @Override
  public void close() {
    model.close();
  }
}
