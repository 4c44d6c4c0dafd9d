package sc.fiji.fewshot.pretrain.episodic;

import java.util.Locale;
import sc.fiji.fewshot.evaluate.MeanInterval;

/**
 * Accuracy on classes kept out of training.
 *
 * @param data what the episodes were drawn from
 * @param classes how many classes it has
 * @param ways classes an episode
 * @param shots examples a class
 * @param episodes how many
 * @param accuracy mean over episodes, 0 to 1
 * @param ci95 half-width of its 95 % interval
 */
public record TestResult(
    String data, int classes, int ways, int shots, int episodes, double accuracy, double ci95) {

  static TestResult of(String data, int classes, EpisodePlan plan, int episodes, MeanInterval i) {
    return new TestResult(
        data, classes, plan.ways(), plan.shots(), episodes, i.mean(), i.halfWidth());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s (%d classes), %d-way %d-shot, %d episodes: %.2f ± %.2f %%",
        data,
        classes,
        ways,
        shots,
        episodes,
        100 * accuracy,
        100 * ci95);
  }
}
