package sc.fiji.fewshot.meta;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.backbone.Segment;

/**
 * A backbone of nothing but what it comes with.
 *
 * @param headStart from where a head learns
 */
public record BareBackbone(Optional<HeadStart> headStart) implements Backbone {

  @Override
  public BackboneInfo info() {
    return new BackboneInfo("bare", "00", List.of(), 1, 1);
  }

  @Override
  public NDManager newManager() {
    return Devices.engine().newBaseManager();
  }

  @Override
  public List<Segment> segments() {
    return List.of();
  }

  @Override
  public Optional<EmbeddingStatistics> statistics() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // There is nothing.
  }
}
