package sc.fiji.fewshot.backbone;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Optional;

/** Colours averaged over cells of 8 and of 32 pixels: runs hundreds of times in no time. */
public final class AveragingBackbone implements Backbone {

  private static final int FINE = 8;
  private static final int COARSE = 32;

  private final NDManager manager = Devices.engine().newBaseManager(Device.cpu());

  @Override
  public BackboneInfo info() {
    return new BackboneInfo(
        "averages",
        "0".repeat(64),
        List.of(new BackboneInfo.Stage(FINE, 3), new BackboneInfo.Stage(COARSE, 3)),
        COARSE);
  }

  @Override
  public NDManager newManager() {
    return manager.newSubManager();
  }

  @Override
  public List<Segment> segments() {
    Halo none = new Halo(0, 0);
    return List.of(
        new Segment(1, FINE, none, x -> average(x, FINE)),
        new Segment(FINE, COARSE, none, y -> average(y, COARSE / FINE)));
  }

  private static NDList average(NDArray map, int cell) {
    Shape square = new Shape(cell, cell);
    return new NDList(Pool.avgPool2d(map, square, square, new Shape(0, 0), false, true));
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
