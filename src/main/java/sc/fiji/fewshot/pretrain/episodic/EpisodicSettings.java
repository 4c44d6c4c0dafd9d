package sc.fiji.fewshot.pretrain.episodic;

/**
 * What a training by episodes may be told. The same settings and images give the same course.
 *
 * @param kind what is taught
 * @param plan size of the episodes
 * @param rotatedClasses whether images turned by right angles count as classes of their own
 * @param warped whether drawings are warped at random in training; views of colour images always
 *     vary
 * @param steps number of updates
 * @param learningRate of Adam at the beginning; halved {@value #HALVINGS} times along the course
 * @param seed of all random choices
 */
public record EpisodicSettings(
    ObjectiveKind kind,
    EpisodePlan plan,
    boolean rotatedClasses,
    boolean warped,
    int steps,
    double learningRate,
    long seed) {

  static final int HALVINGS = 5;

  /**
   * @param step from 1
   * @return its learning rate
   */
  double rate(int step) {
    return learningRate * Math.pow(0.5, (int) ((long) (HALVINGS + 1) * (step - 1) / steps));
  }
}
