package sc.fiji.fewshot.session;

/**
 * What the session is doing in the background.
 *
 * @param kind of work
 * @param number of the slice (1-based) or of the mark, as the kind has it; 0 for neither
 * @param total how many there are
 * @param fraction of this work that is done, 0 to 1
 */
public record Activity(Kind kind, int number, int total, double fraction) {

  /** Kinds of background work. */
  public enum Kind {
    /** Loading the backbone and measuring the image. */
    PREPARING,
    /** Encoding a slice. */
    ENCODING,
    /** Encoding augmented views of marks. */
    VIEWING,
    /** Adapting the backbone. */
    REFINING,
    /** Stopped by the user before all slices were encoded. */
    PAUSED,
    /** Nothing to do. */
    IDLE
  }

  static Activity idle() {
    return new Activity(Kind.IDLE, 0, 0, 1);
  }
}
