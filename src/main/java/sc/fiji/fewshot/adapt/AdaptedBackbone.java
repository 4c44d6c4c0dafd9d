package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.backbone.EmbeddingStatistics;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.backbone.PromptBank;
import sc.fiji.fewshot.backbone.Segment;

/** A backbone with adapted weights: what it is, it says of the one it was made from. */
final class AdaptedBackbone implements Backbone {

  private final Backbone network;
  private final AdaptedWeights weights;
  private final boolean owned;

  private AdaptedBackbone(Backbone network, AdaptedWeights weights, boolean owned) {
    this.network = network;
    this.weights = weights;
    this.owned = owned;
  }

  /**
   * @param network with the adapted weights in place; closed with the result
   * @param weights that were put in place
   */
  static AdaptedBackbone owning(Backbone network, AdaptedWeights weights) {
    return new AdaptedBackbone(network, weights, true);
  }

  /**
   * @param network of someone else, which stays open
   * @param weights that leave the network as it is
   */
  static AdaptedBackbone lent(Backbone network, AdaptedWeights weights) {
    return new AdaptedBackbone(network, weights, false);
  }

  AdaptedWeights weights() {
    return weights;
  }

  @Override
  public BackboneInfo info() {
    return network.info();
  }

  @Override
  public NDManager newManager() {
    return network.newManager();
  }

  @Override
  public List<Segment> segments() {
    return network.segments();
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
  public PromptBank prompts() {
    return weights.adaptation().changesNetwork() ? PromptBank.EMPTY : network.prompts();
  }

  @Override
  public void close() {
    if (owned) {
      network.close();
    }
  }
}
