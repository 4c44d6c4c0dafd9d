package sc.fiji.fewshot;

/**
 * Hears how far a long job is, and may end it by throwing a {@link
 * java.util.concurrent.CancellationException}.
 */
@FunctionalInterface
public interface Progress {

  /** Nobody listens. */
  Progress NONE = fraction -> {};

  /**
   * @param fraction 0 to 1, never less than before; called on the job's own thread
   */
  void done(double fraction);

  /**
   * @param from fraction of this job at which a part of it starts
   * @param to fraction at which that part ends
   * @return the progress of that part
   */
  default Progress part(double from, double to) {
    return fraction -> done(from + (to - from) * fraction);
  }
}
