package sc.fiji.fewshot.pretrain;

/**
 * The losses of one training step.
 *
 * @param step 1 to the number of steps
 * @param set the data set that its images came from
 * @param views cross-entropy of telling images apart
 * @param classes cross-entropy of finding the same class; 0 for a set without labels
 * @param distillation 1 less the cosine between student and teacher
 */
public record StepLosses(int step, String set, double views, double classes, double distillation) {

  static StepLosses of(int step, String set, PretrainLoss.Parts parts) {
    return new StepLosses(
        step,
        set,
        parts.views().getFloat(),
        parts.classes().getFloat(),
        parts.distillation().getFloat());
  }

  boolean finite() {
    return Double.isFinite(views + classes + distillation);
  }
}
