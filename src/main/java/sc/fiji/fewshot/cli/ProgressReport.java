package sc.fiji.fewshot.cli;

import me.tongfei.progressbar.ProgressBar;
import sc.fiji.fewshot.Progress;

/** Shows a job's progress as a bar on standard error; to be closed. */
final class ProgressReport implements Progress, AutoCloseable {

  static final int STEPS = 1000;

  private final ProgressBar bar;

  ProgressReport(ProgressBar bar) {
    this.bar = bar;
  }

  @Override
  public void done(double fraction) {
    bar.stepTo(Math.round(fraction * STEPS));
  }

  @Override
  public void close() {
    bar.close();
  }
}
