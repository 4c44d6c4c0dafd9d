package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.backbone.Conv4.Normalisation;

/**
 * An objective whose tasks are recognised by the embeddings of the network as it is, so that these
 * can be computed before a task is known. A step descends the cross-entropy of an episode's queries
 * by all parameters.
 */
abstract class EmbeddingObjective implements Objective {

  private final EpisodicNetwork network;

  /**
   * @param network to train
   */
  EmbeddingObjective(EpisodicNetwork network) {
    this.network = network;
  }

  @Override
  public Map<String, NDArray> parameters() {
    return Map.of();
  }

  @Override
  public Step step(NDManager scope, TaskSource source, int number) {
    Task task = source.episode(scope, number);
    return CrossEntropy.step(
        scope,
        allParameters(),
        task.queryLabels(),
        () -> logits(scope, task.of(trained(task.images()))));
  }

  /** Those of the network and its own, by name. */
  final Map<String, NDArray> allParameters() {
    Map<String, NDArray> all = new LinkedHashMap<>(network.parameters());
    all.putAll(parameters());
    return all;
  }

  /** Embeddings during a step, which batch normalisation learns from. */
  final NDArray trained(NDArray images) {
    return network.embed(images, network.parameters(), Normalisation.BATCH_AND_UPDATE);
  }

  /** What a step's cross-entropy is of: as a new task is recognised, unless overridden. */
  NDArray logits(NDManager scope, Task embedded) {
    return recognise(scope, embedded);
  }

  @Override
  public NDArray features(NDArray images) {
    return network.embed(images, network.parameters(), Normalisation.RUNNING);
  }
}
