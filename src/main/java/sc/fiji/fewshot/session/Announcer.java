package sc.fiji.fewshot.session;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sc.fiji.fewshot.Progress;

/** Tells the listener what happens, on its own thread, and of progress no more than it can show. */
final class Announcer {

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private static final long PROGRESS_MILLIS = 100;

  private final SessionListener listener;
  private final Executor events;
  private long lastProgress;

  Announcer(SessionListener listener, Executor events) {
    this.listener = listener;
    this.events = events;
  }

  void tell(Consumer<SessionListener> event) {
    events.execute(() -> event.accept(listener));
  }

  void outOfMemory() {
    tell(
        l ->
            l.failed(
                "There is not enough memory for this; your marks are kept. Close other images, choose"
                    + " a larger stride, or give Fiji more memory with Edit > Options > Memory &"
                    + " Threads."));
  }

  /** A fault of ours: the user hears of it, and the log has what is needed to mend it. */
  void fault(RuntimeException e) {
    LOG.error("A fault in a session", e);
    tell(
        l ->
            l.failed(
                "This did not work, through a fault in the program; your examples are kept (%s)."
                    .formatted(e)));
  }

  void working(Activity activity) {
    tell(l -> l.working(activity));
  }

  /**
   * @param checkpoint called each time; may throw to cancel
   */
  Progress progress(Activity.Kind kind, int number, int total, Runnable checkpoint) {
    working(new Activity(kind, number, total, 0));
    return fraction -> {
      checkpoint.run();
      long now = System.currentTimeMillis();
      if (now - lastProgress >= PROGRESS_MILLIS) {
        lastProgress = now;
        working(new Activity(kind, number, total, fraction));
      }
    };
  }
}
