package sc.fiji.fewshot.ui.window;

/** Hears, on the event thread, what a {@link SessionModel} shows anew. */
public interface ModelListener {

  /** Classes, marks or options are others now, or what can be undone. */
  default void stateChanged() {}

  /**
   * Predictions are others now, or void, or out of date.
   *
   * @param slice whose prediction came; -1 for all
   */
  default void predictionsChanged(int slice) {}

  /** The background work went on, or the message is another one. */
  default void activityChanged() {}
}
