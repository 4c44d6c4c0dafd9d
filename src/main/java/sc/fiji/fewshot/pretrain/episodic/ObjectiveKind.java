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
  META_BASELINE
}
