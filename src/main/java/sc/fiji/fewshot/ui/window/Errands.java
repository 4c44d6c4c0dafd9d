package sc.fiji.fewshot.ui.window;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.ui.Messages;

/**
 * Does, one at a time and in the background, what takes long; the window shows how far it is, and
 * what came of it in a sentence.
 */
public final class Errands {

  private static final Executor BACKGROUND =
      task -> {
        Thread thread = new Thread(task, "few-shot errand");
        thread.setDaemon(true);
        thread.start();
      };

  private final SessionModel model;

  /**
   * @param model shows what is done
   */
  public Errands(SessionModel model) {
    this.model = model;
  }

  /**
   * @param job to do in the background
   * @param <T> type of what comes of it
   * @return what comes of it
   */
  public static <T> CompletableFuture<T> background(Supplier<T> job) {
    return CompletableFuture.supplyAsync(job, BACKGROUND);
  }

  /**
   * Starts something, unless something else is still being done. On the event thread.
   *
   * @param key of the words for what is done
   * @param job starts it; is given its progress
   * @param then makes something of what came of it, in the background; returns a sentence for the
   *     user
   * @param <T> type of what comes of it
   */
  public <T> void run(
      String key, Function<Progress, CompletableFuture<T>> job, Function<T, String> then) {
    if (model.errand().isPresent()) {
      model.tell(Messages.text("errand.busy"));
      return;
    }
    Errand errand = new Errand(Messages.text(key), model::errandWentOn);
    model.begin(errand);
    job.apply(errand)
        .thenApplyAsync(
            result -> {
              errand.check();
              return then.apply(result);
            },
            BACKGROUND)
        .whenComplete(
            (sentence, problem) ->
                SwingUtilities.invokeLater(
                    () -> model.end(errand, problem == null ? sentence : sentence(problem))));
  }

  /**
   * @param problem whatever was thrown
   * @return what to tell the user
   */
  public static String sentence(Throwable problem) {
    if (problem instanceof CompletionException && problem.getCause() != null) {
      return sentence(problem.getCause());
    }
    if (problem instanceof FewShotException) {
      return problem.getMessage();
    }
    if (problem instanceof CancellationException) {
      return Messages.text("errand.cancelled");
    }
    return problem instanceof OutOfMemoryError
        ? Messages.text("error.memory")
        : Messages.text("error.unexpected", problem);
  }
}
