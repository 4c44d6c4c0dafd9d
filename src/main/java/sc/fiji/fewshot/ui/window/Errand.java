package sc.fiji.fewshot.ui.window;

import java.util.concurrent.CancellationException;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.Progress;

/** Something long that the user asked for and waits for; he may cancel it. */
public final class Errand implements Progress {

  /** Finer steps cannot be told apart. */
  private static final int STEPS = 200;

  private final String words;
  private final Runnable changed;
  private volatile long step;
  private volatile boolean cancelled;

  /**
   * @param words what is done, a few words
   * @param changed called on the event thread when it went on
   */
  Errand(String words, Runnable changed) {
    this.words = words;
    this.changed = changed;
  }

  /**
   * @return what is done, a few words
   */
  String words() {
    return words;
  }

  /**
   * @return how far it is, 0 to 1
   */
  double fraction() {
    return (double) step / STEPS;
  }

  /**
   * The user does not want it any more; it ends where it next tells its progress. On the event
   * thread.
   */
  void cancel() {
    cancelled = true;
    changed.run();
  }

  /**
   * @return whether it is only still to end
   */
  boolean isCancelled() {
    return cancelled;
  }

  /**
   * @throws CancellationException if the user does not want it any more
   */
  void check() {
    if (cancelled) {
      throw new CancellationException(words);
    }
  }

  @Override
  public void done(double fraction) {
    check();
    long now = Math.round(fraction * STEPS);
    if (now != step) {
      step = now;
      SwingUtilities.invokeLater(changed);
    }
  }
}
