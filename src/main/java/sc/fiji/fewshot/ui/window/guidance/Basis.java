package sc.fiji.fewshot.ui.window.guidance;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.session.Learnt;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.session.guidance.Suggestion;
import sc.fiji.fewshot.session.guidance.Suggestions;

/**
 * What proposals depend on: while it is the same, they are.
 *
 * @param slice that is on show
 * @param learnt what was learnt, if anything was
 * @param marks on any slice
 * @param dismissed places of this slice that the user does not want to see again
 */
record Basis(int slice, Optional<Learnt> learnt, List<Mark> marks, List<Region> dismissed) {

  /** Looks for places, not on this thread; empty if the slice is not encoded. */
  CompletableFuture<Optional<List<Suggestion>>> suggestions(Session session) {
    return session.ask(
        slice,
        (embeddings, workers) ->
            Suggestions.of(embeddings, learnt, marks, dismissed, Suggestions.USUAL_COUNT, workers));
  }
}
