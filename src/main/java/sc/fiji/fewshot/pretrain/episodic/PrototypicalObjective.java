package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import sc.fiji.fewshot.backbone.Conv4.Normalisation;

/**
 * Prototypical networks (Snell, Swersky and Zemel, NIPS 2017, algorithm 1): the queries of an
 * episode are to be near the mean of their class.
 */
final class PrototypicalObjective implements Objective {

  private final EpisodicNetwork network;

  /**
   * @param network to train
   */
  PrototypicalObjective(EpisodicNetwork network) {
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
        network.parameters(),
        task.queryLabels(),
        () ->
            recognise(
                scope,
                task.of(
                    network.embed(
                        task.images(), network.parameters(), Normalisation.BATCH_AND_UPDATE))));
  }

  @Override
  public NDArray features(NDArray images) {
    return network.embed(images, network.parameters(), Normalisation.RUNNING);
  }

  @Override
  public NDArray recognise(NDManager scope, Task task) {
    return PrototypeLogits.squaredEuclidean(task.query(), task.prototypes());
  }
}
