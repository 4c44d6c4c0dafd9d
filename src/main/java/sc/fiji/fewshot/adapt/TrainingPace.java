package sc.fiji.fewshot.adapt;

import sc.fiji.fewshot.learn.Adaptation;

/**
 * How an adaptation is trained: chosen on data sets that the benchmark does not use, see
 * docs/adaptation.md.
 *
 * @param objective what training brings down
 * @param rate learning rate of Adam
 * @param scale by which squared distances or cosines become logits in the loss
 * @param candidates numbers of steps among which held-out examples choose, ascending
 * @param viewsAtOnce how many views may be in memory with all their activations
 */
record TrainingPace(
    Objective objective, double rate, float scale, int[] candidates, int viewsAtOnce) {

  /** What training brings down. */
  enum Objective {
    /** {@link LeaveOneOutLoss}. */
    PROTOTYPES,
    /** {@link CosineHeadLoss}. */
    COSINE_HEAD
  }

  private static final int PLENTY = 512;
  private static final int FROM_PIXELS = 8;

  /**
   * @param other what training brings down
   * @return the same pace with that
   */
  TrainingPace with(Objective other) {
    return new TrainingPace(other, rate, scale, candidates, viewsAtOnce);
  }

  /**
   * @param adaptation to train
   * @return its pace
   */
  static TrainingPace of(Adaptation adaptation) {
    return switch (adaptation) {
      case NONE -> throw new IllegalArgumentException("nothing to train");
      case PROJECTION ->
          new TrainingPace(Objective.PROTOTYPES, 1e-3, 10, new int[] {20, 60}, PLENTY);
      case SCALE_SHIFT ->
          new TrainingPace(Objective.PROTOTYPES, 3e-3, 10, new int[] {10, 25}, FROM_PIXELS);
      case BORDER ->
          new TrainingPace(Objective.PROTOTYPES, 3e-2, 10, new int[] {10, 25}, FROM_PIXELS);
      case LAST_STAGE ->
          new TrainingPace(Objective.PROTOTYPES, 3e-4, 10, new int[] {25, 60}, PLENTY);
      case FULL ->
          new TrainingPace(Objective.PROTOTYPES, 3e-5, 10, new int[] {10, 25}, FROM_PIXELS);
    };
  }
}
