package sc.fiji.fewshot.session;

import sc.fiji.fewshot.predict.GridPrediction;

/** Hears what happens in a session, on the thread that the session was told to use. */
public interface SessionListener {

  /**
   * Classes, marks or options are others now.
   *
   * @param state the new ones
   */
  default void changed(SessionState state) {}

  /**
   * Something was learnt anew; predictions follow.
   *
   * @param learnt what
   */
  default void learnt(Learnt learnt) {}

  /**
   * A slice was classified.
   *
   * @param prediction of the slice
   * @param learnt with what
   */
  default void predicted(GridPrediction prediction, Learnt learnt) {}

  /** There is nothing to predict with any more: all predictions are void. */
  default void forgotten() {}

  /**
   * The background work went on.
   *
   * @param activity what is being done
   */
  default void working(Activity activity) {}

  /**
   * Something went wrong; marks and classes are as they were.
   *
   * @param sentence what, and what to do about it
   */
  default void failed(String sentence) {}
}
