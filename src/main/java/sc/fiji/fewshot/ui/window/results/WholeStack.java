package sc.fiji.fewshot.ui.window.results;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.session.StackPrediction;
import sc.fiji.fewshot.ui.window.Errands;
import sc.fiji.fewshot.ui.window.SessionModel;

/** Predictions of all slices, made when they are first asked for. On the event thread. */
final class WholeStack {

  private final SessionModel model;
  private final Errands errands;
  private volatile Made made;

  /** Counts how often the image was encoded anew. */
  private int pixels;

  /** Predictions, and what they were made of. */
  private record Made(StackPrediction stack, SessionState state, int pixels) {}

  WholeStack(SessionModel model, Errands errands) {
    this.model = model;
    this.errands = errands;
  }

  /**
   * @param then makes something of them, in the background; returns a sentence for the user
   */
  void use(Function<StackPrediction, String> then) {
    SessionState state = model.session().state();
    int now = pixels;
    Made known = made;
    // What does not fit in memory would be encoded anew for each result.
    boolean current = known != null && known.state() == state && known.pixels() == now;
    errands.run(
        "results.classifying",
        progress ->
            current
                ? CompletableFuture.completedFuture(known.stack())
                : model.session().predictAll(progress),
        stack -> {
          keep(new Made(stack, state, now));
          return then.apply(stack);
        });
  }

  /** The image's pixels are others now. */
  void pixelsChanged() {
    pixels++;
  }

  private void keep(Made fresh) {
    // The marks may have changed after they were asked for.
    boolean same =
        model.session().state() == fresh.state()
            && fresh.stack().learnt().marks().equals(fresh.state().marks());
    made = same ? fresh : null;
  }
}
