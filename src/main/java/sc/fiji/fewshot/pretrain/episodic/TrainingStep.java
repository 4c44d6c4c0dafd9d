package sc.fiji.fewshot.pretrain.episodic;

/**
 * What is told of a step.
 *
 * @param step from 1
 * @param loss that was descended
 * @param accuracy share of the step's images that were recognised
 * @param validation accuracy of 5-way episodes of the validation set with 1 and 5 shots, NaN where
 *     it was not measured
 */
public record TrainingStep(int step, double loss, double accuracy, Validation validation) {

  TrainingStep with(Validation measured) {
    return new TrainingStep(step, loss, accuracy, measured);
  }

  /**
   * Accuracy of 5-way episodes of classes kept out of training, 0 to 1.
   *
   * @param oneShot with one example a class
   * @param fiveShots with five
   */
  public record Validation(double oneShot, double fiveShots) {

    static final Validation NONE = new Validation(Double.NaN, Double.NaN);
  }
}
