package sc.fiji.fewshot.ui.window.guidance;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.SessionModel;

/** Something that is asked again and again: only the answer to the latest question is heard. */
final class Question {

  private final SessionModel model;
  private int latest;

  /**
   * @param model hears of what goes wrong
   */
  Question(SessionModel model) {
    this.model = model;
  }

  /**
   * Waits for an answer, and no longer for the one before.
   *
   * @param future gives it, on any thread
   * @param hear is told it, on the event thread; empty if there is none
   */
  <T> void ask(CompletableFuture<Optional<T>> future, Consumer<Optional<T>> hear) {
    latest++;
    int own = latest;
    future.whenComplete(
        (answer, problem) ->
            SwingUtilities.invokeLater(
                () -> {
                  if (own == latest) {
                    tell(problem);
                    hear.accept(problem == null ? answer : Optional.empty());
                  }
                }));
  }

  private void tell(Throwable problem) {
    if (problem != null) {
      Throwable cause = problem.getCause() == null ? problem : problem.getCause();
      model.tell(Messages.text("guidance.failed", cause.toString()));
    }
  }

  /** No answer is waited for any more. */
  void drop() {
    latest++;
  }
}
