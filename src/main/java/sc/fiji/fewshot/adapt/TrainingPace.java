package sc.fiji.fewshot.adapt;

import sc.fiji.fewshot.learn.Adaptation;

/**
 * How an adaptation is trained: chosen on data sets that the benchmark does not use, see
 * docs/adaptation.md.
 *
 * @param rate learning rate of Adam
 * @param scale by which squared distances become logits in the loss
 * @param candidates numbers of steps among which held-out examples choose, ascending
 * @param viewsAtOnce how many views may be in memory with all their activations
 */
record TrainingPace(double rate, float scale, int[] candidates, int viewsAtOnce) {

  private static final int PLENTY = 512;
  private static final int FROM_PIXELS = 8;

  /**
   * @param adaptation to train
   * @return its pace
   */
  static TrainingPace of(Adaptation adaptation) {
    return switch (adaptation) {
      case NONE -> throw new IllegalArgumentException("nothing to train");
      case PROJECTION -> new TrainingPace(1e-3, 10, new int[] {20, 60}, PLENTY);
      case SCALE_SHIFT -> new TrainingPace(3e-3, 10, new int[] {10, 25}, FROM_PIXELS);
      case LAST_STAGE -> new TrainingPace(3e-4, 10, new int[] {25, 60}, PLENTY);
      case FULL -> new TrainingPace(3e-5, 10, new int[] {10, 25}, FROM_PIXELS);
    };
  }
}
