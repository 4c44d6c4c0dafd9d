package sc.fiji.fewshot.command;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.scijava.app.StatusService;
import org.scijava.task.Task;
import sc.fiji.fewshot.Progress;

/** Shows a job's progress in the status bar and the list of tasks; to be closed. */
final class TaskProgress implements Progress, AutoCloseable {

  private static final int STEPS = 1000;

  private final Task task;
  private final StatusService status;
  private final BooleanSupplier cancelled;
  private long shown = -1;

  /**
   * @param task named after the job; one that is cancelled ends it
   * @param status bar
   * @param cancelled whether the job is to end for another reason
   */
  TaskProgress(Task task, StatusService status, BooleanSupplier cancelled) {
    this.task = task;
    this.status = status;
    this.cancelled = cancelled;
    task.setProgressMaximum(STEPS);
    task.start();
    done(0);
  }

  @Override
  public void done(double fraction) {
    if (task.isCanceled() || cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException(task.getName());
    }
    long step = Math.round(fraction * STEPS);
    if (step != shown) {
      shown = step;
      task.setProgressValue(step);
      status.showStatus((int) step, STEPS, task.getName());
    }
  }

  @Override
  public void close() {
    task.finish();
    status.showStatus(STEPS, STEPS, "");
  }
}
