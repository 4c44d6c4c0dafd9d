package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;

/**
 * Any TorchScript network that takes N x 3 x H x W. It may yield one feature map (4-D), several (a
 * tuple), or an embedding of the whole input (2-D, or 4-D with a single cell). Which of these, and
 * strides and channels, are found by running it once.
 */
final class TorchScriptBackbone implements Backbone {

  private static final int PROBE = 128;

  private final BackboneInfo info;
  private final Model model;
  private final InputScaling scaling;
  private final ParameterStore parameters;

  /**
   * @param name what to call it
   * @param sha256 of its file
   * @param model loaded; closed with this, also if this fails
   * @param scaling what it wants its input to be
   * @throws FewShotException if its input or output has another form
   */
  TorchScriptBackbone(String name, String sha256, Model model, InputScaling scaling) {
    this.model = model;
    this.scaling = scaling;
    parameters = new ParameterStore(model.getNDManager(), false);
    try {
      info = probe(name, sha256);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * @param file that torch.jit.save wrote
   * @param name what to call it
   * @param device to run it on
   * @param scaling what it wants its input to be
   * @throws FewShotException if it is no such file, or its input or output has another form
   */
  static TorchScriptBackbone ofFile(Path file, String name, Device device, InputScaling scaling) {
    Devices.engine();
    Model model = Model.newInstance(name, device, "PyTorch");
    String sha256;
    try {
      sha256 = Sha256.of(file);
      String stem = file.getFileName().toString().replaceFirst("\\.pt$", "");
      model.load(file.toAbsolutePath().getParent(), stem);
    } catch (IOException | MalformedModelException | EngineException e) {
      model.close();
      throw new FewShotException(
          file + " is no TorchScript file that can be loaded; save it with torch.jit.save.", e);
    }
    return new TorchScriptBackbone(name, sha256, model, scaling);
  }

  private BackboneInfo probe(String name, String sha256) {
    try (NDManager manager = newManager()) {
      NDList outputs = probeOutput(name, manager);
      if (outputs.size() == 1 && isEmbedding(outputs.get(0).getShape())) {
        int length = (int) outputs.get(0).getShape().get(1);
        return new BackboneInfo(name, sha256, List.of(), length, 1);
      }
      List<BackboneInfo.Stage> stages = new ArrayList<>();
      int coarsest = 1;
      for (NDArray map : outputs) {
        BackboneInfo.Stage stage = stage(name, map.getShape());
        coarsest = Math.max(coarsest, stage.stride());
        stages.add(stage);
      }
      return new BackboneInfo(name, sha256, List.copyOf(stages), coarsest);
    }
  }

  private NDList probeOutput(String name, NDManager manager) {
    try {
      return output(manager.zeros(new Shape(1, 3, PROBE, PROBE)));
    } catch (EngineException e) {
      throw new FewShotException(
          ("The backbone %s does not take an RGB image of %d x %d pixels; export it with the"
                  + " resizing inside, as docs/backbones.md shows.")
              .formatted(name, PROBE, PROBE),
          e);
    }
  }

  /** 2-D, or a map of one cell: pooled over the whole input. */
  private static boolean isEmbedding(Shape shape) {
    return shape.dimension() == 2
        || shape.dimension() == 4 && shape.get(2) == 1 && shape.get(3) == 1;
  }

  private static BackboneInfo.Stage stage(String name, Shape shape) {
    boolean map =
        shape.dimension() == 4
            && shape.get(2) > 1
            && shape.get(2) == shape.get(3)
            && PROBE % shape.get(2) == 0;
    if (!map) {
      throw new FewShotException(
          ("The backbone %s yields an output of shape %s for an image of %d x %d pixels; it must"
                  + " yield feature maps of N x C x H/stride x W/stride or one embedding of N x C,"
                  + " see docs/backbones.md.")
              .formatted(name, shape, PROBE, PROBE));
    }
    return new BackboneInfo.Stage((int) (PROBE / shape.get(2)), (int) shape.get(1));
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
  public List<Segment> segments() {
    int coarsest = info.inputMultiple();
    // Nobody says how far such a network sees; eight coarse cells hold what common ones do.
    Halo halo = new Halo(8 * coarsest, 8 * coarsest);
    return List.of(new Segment(1, coarsest, halo, this::run));
  }

  private NDList run(NDArray batch) {
    NDList outputs = output(batch);
    return info.pooled() ? new NDList(flat(outputs.get(0))) : outputs;
  }

  private NDArray flat(NDArray embedding) {
    return embedding.reshape(embedding.getShape().get(0), info.pooledLength());
  }

  private NDList output(NDArray batch) {
    NDList outputs = model.getBlock().forward(parameters, new NDList(scaling.apply(batch)), false);
    NDList floats = new NDList(outputs.size());
    outputs.forEach(o -> floats.add(o.toType(DataType.FLOAT32, false)));
    return floats;
  }

  @Override
  public Optional<EmbeddingStatistics> statistics() {
    return Optional.empty();
  }

  @Override
  public void close() {
    model.close();
  }
}
