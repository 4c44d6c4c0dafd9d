package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.backbone.Halo;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.backbone.Segment;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.StagePooling;

/**
 * A network that puts a {@link Border} on each input. The maps of a slice as a whole have no place
 * for frames, so it yields pooled embeddings only: each patch goes through it on its own.
 */
final class BorderedBackbone implements Backbone {

  private final Backbone network;
  private final BackboneInfo info;
  private final NDManager manager;
  private final NDArray frame;

  /**
   * @param network of someone else, which stays open
   * @param strips of the border by name
   */
  BorderedBackbone(Backbone network, Map<String, Tensor> strips) {
    this.network = network;
    BackboneInfo base = network.info();
    info =
        new BackboneInfo(
            base.name(), base.sha256(), List.of(), base.embeddingLength(), base.inputMultiple());
    manager = network.newManager();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    strips.forEach(
        (name, strip) -> arrays.put(name, manager.create(strip.data(), new Shape(strip.shape()))));
    frame = Border.frame(manager, arrays);
  }

  @Override
  public BackboneInfo info() {
    return info;
  }

  @Override
  public NDManager newManager() {
    return network.newManager();
  }

  @Override
  public List<Segment> segments() {
    return List.of(new Segment(1, Border.SIDE, new Halo(0, 0), this::embed));
  }

  private NDList embed(NDArray images) {
    return new NDList(StagePooling.pool(network.forward(Border.on(images, frame))));
  }

  @Override
  public Optional<EmbeddingStatistics> statistics() {
    return network.statistics();
  }

  @Override
  public Optional<HeadStart> headStart() {
    return network.headStart();
  }

  @Override
  public void close() {
    manager.close();
  }
}
