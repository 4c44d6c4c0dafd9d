package sc.fiji.fewshot.ui;

import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures how long the event thread is busy with single events. It counts processor time, since on
 * a machine where other programs run, too, an event may take long without doing much. Only events
 * in which this project's code was seen to run count.
 */
public final class EventThreadWatch implements AutoCloseable {

  private static final String OURS = "sc.fiji.fewshot.";
  private static final long SAMPLE_MILLIS = 4;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Watching queue = new Watching();
  private final Thread sampler = new Thread(this::sample, "event thread sampler");
  private final AtomicReference<Thread> busy = new AtomicReference<>();
  private volatile boolean ours;
  private volatile StackTraceElement[] seen = {};
  private volatile boolean stopped;
  private long longest;
  private StackTraceElement[] culprit = {};

  public EventThreadWatch() {
    Toolkit.getDefaultToolkit().getSystemEventQueue().push(queue);
    sampler.setDaemon(true);
    sampler.start();
  }

  private final class Watching extends EventQueue {

    @Override
    protected void dispatchEvent(AWTEvent event) {
      long before = threads.getCurrentThreadCpuTime();
      Thread outer = busy.getAndSet(Thread.currentThread());
      ours = false;
      try {
        super.dispatchEvent(event);
      } finally {
        busy.set(outer);
        long taken = threads.getCurrentThreadCpuTime() - before;
        // A dialog's own loop runs inside of an event; what it handles is measured by itself.
        if (outer == null && ours && taken > longest) {
          longest = taken;
          culprit = seen;
        }
      }
    }

    void leave() {
      pop();
    }
  }

  private void sample() {
    while (!stopped) {
      Thread thread = busy.get();
      if (thread != null) {
        StackTraceElement[] trace = thread.getStackTrace();
        boolean found =
            Arrays.stream(trace)
                .anyMatch(
                    e ->
                        e.getClassName().startsWith(OURS)
                            && !e.getClassName().startsWith(EventThreadWatch.class.getName()));
        if (found) {
          ours = true;
          seen = trace;
        }
      }
      try {
        Thread.sleep(SAMPLE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Forgets what was measured until now. */
  public void reset() {
    longest = 0;
    culprit = new StackTraceElement[0];
  }

  /** Processor time of the longest event of ours, milliseconds. */
  public double longestMillis() {
    return longest / 1e6;
  }

  /** What the event thread was seen doing in it. */
  public String culprit() {
    StringBuilder text = new StringBuilder();
    Arrays.stream(culprit).limit(25).forEach(e -> text.append("\n  at ").append(e));
    return text.toString();
  }

  @Override
  public void close() {
    stopped = true;
    queue.leave();
  }
}
