package sc.fiji.fewshot.meta;

/**
 * How a {@link HeadMetaTrainer} trains.
 *
 * @param updates of the outer loop
 * @param tasks whose gradients make an update
 * @param loop how each task is learnt
 * @param validateEvery updates between two validations
 * @param seed of all random choices
 */
public record MetaSettings(int updates, int tasks, InnerLoop loop, int validateEvery, long seed) {

  /** Chosen on the training sets, see docs/pretraining-log.md. */
  public static MetaSettings usual() {
    return new MetaSettings(800, 4, new InnerLoop(10, true, false), 100, 0);
  }
}
