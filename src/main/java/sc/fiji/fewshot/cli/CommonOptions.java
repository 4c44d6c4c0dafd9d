package sc.fiji.fewshot.cli;

import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Option;

/** Options that every command takes. */
final class CommonOptions {

  private static final int TERMINAL_UPDATE_MILLIS = 200;
  private static final int LOG_UPDATE_MILLIS = 10_000;

  @Option(
      names = "--device",
      defaultValue = "auto",
      paramLabel = "auto|cpu|gpu",
      description =
          "Processor that runs the CNN; auto takes a CUDA GPU where there is one (default: auto).")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Processor cores to use (default: all). Results do not depend on it.")
  private Integer threads;

  @Option(names = "--quiet", description = "Print results and errors only.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Print more, and the trace of an unexpected error.")
  private boolean verbose;

  /** Checks the words that were given, used or not. */
  void check() {
    device();
    threads();
  }

  String device() {
    String word = device.toLowerCase(Locale.ROOT);
    if (!word.equals("auto") && !word.equals("cpu") && !word.equals("gpu")) {
      throw new UsageException("--device must be auto, cpu or gpu, not '" + device + "'.");
    }
    return word;
  }

  int threads() {
    return threadsOr(Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param usual where the user does not say
   * @return number of threads
   */
  int threadsOr(int usual) {
    if (threads == null) {
      return usual;
    }
    Checks.atLeast("--threads", threads, 1);
    return threads;
  }

  boolean verbose() {
    return verbose;
  }

  /** Tells the user something on standard error, unless silence was asked for. */
  void say(String message) {
    if (!quiet) {
      System.err.println(message);
    }
  }

  /** Tells the user something that only a curious one wants to know. */
  void detail(String message) {
    if (verbose && !quiet) {
      System.err.println(message);
    }
  }

  /**
   * @param task what goes on
   * @param steps how many there are
   * @return a bar on standard error, to be closed; silent with {@code --quiet}
   */
  ProgressBar progressBar(String task, long steps) {
    return bar(task, steps).build();
  }

  private ProgressBarBuilder bar(String task, long steps) {
    boolean terminal = System.console() != null;
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(terminal ? TERMINAL_UPDATE_MILLIS : LOG_UPDATE_MILLIS)
        .setConsumer(
            quiet
                ? new DelegatingProgressBarConsumer(line -> {})
                : new ConsoleProgressBarConsumer(System.err));
  }

  /**
   * @param task what goes on
   * @return its progress, to be closed
   */
  ProgressReport progress(String task) {
    return new ProgressReport(
        bar(task, ProgressReport.STEPS).setUnit(" %", ProgressReport.STEPS / 100).build());
  }
}
