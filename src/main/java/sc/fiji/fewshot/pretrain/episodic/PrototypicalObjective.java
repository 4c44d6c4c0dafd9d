package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Prototypical networks (Snell, Swersky and Zemel, NIPS 2017, algorithm 1): the queries of an
 * episode are to be near the mean of their class.
 */
final class PrototypicalObjective extends EmbeddingObjective {

  /**
   * @param network to train
   */
  PrototypicalObjective(EpisodicNetwork network) {
    super(network);
  }

  @Override
  public NDArray recognise(NDManager scope, Task task) {
    return PrototypeLogits.squaredEuclidean(task.query(), task.prototypes());
  }
}
