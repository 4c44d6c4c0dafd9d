package sc.fiji.fewshot.pretrain.episodic;

/** What episodes can teach a network. */
public enum ObjectiveKind {
  /** Queries near the mean of their class. */
  PROTOTYPICAL,
  /** A start from which a few gradient steps of the head learn a task. */
  ANIL,
  /** The same for the whole network. */
  FIRST_ORDER_MAML,
  /** A classifier of all training classes, thrown away afterwards. */
  SUPERVISED,
  /** The same, then episodes with cosines to the means of the classes. */
  META_BASELINE;

  /**
   * @param network to train
   * @param classes number of training classes
   * @param settings of training
   * @return the objective for that network; the network's manager owns its arrays
   */
  Objective of(EpisodicNetwork network, int classes, EpisodicSettings settings) {
    return switch (this) {
      case PROTOTYPICAL -> new PrototypicalObjective(network);
      case ANIL -> new AnilObjective(network);
      case FIRST_ORDER_MAML ->
          new FirstOrderMamlObjective(network, FirstOrderMamlObjective.Inner.USUAL);
      case SUPERVISED -> new SupervisedObjective(network, classes, settings.seed());
      case META_BASELINE ->
          new MetaBaselineObjective(
              network,
              new SupervisedObjective(network, classes, settings.seed()),
              settings.steps());
    };
  }
}
