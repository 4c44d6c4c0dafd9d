package sc.fiji.fewshot.adapt;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.backbone.Halo;
import sc.fiji.fewshot.backbone.Segment;

/** A backbone without weights whose only map holds the mean colours of squares of 4 pixels. */
final class PixelBackbone implements Backbone {

  private static final int STRIDE = 4;

  private final Engine engine = Devices.engine();
  private final NDManager manager = engine.newBaseManager();

  @Override
  public BackboneInfo info() {
    return new BackboneInfo("pixels.pt", "00", List.of(new BackboneInfo.Stage(STRIDE, 3)), STRIDE);
  }

  @Override
  public NDManager newManager() {
    return manager.newSubManager();
  }

  @Override
  public List<Segment> segments() {
    return List.of(new Segment(1, STRIDE, new Halo(0, 0), PixelBackbone::means));
  }

  private static NDList means(NDArray batch) {
    Shape square = new Shape(STRIDE, STRIDE);
    return new NDList(Pool.avgPool2d(batch, square, square, new Shape(0, 0), false, true));
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
