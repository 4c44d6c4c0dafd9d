package sc.fiji.fewshot.ui.window.guidance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.session.guidance.Suggestion;
import sc.fiji.fewshot.ui.window.Slices;
import sc.fiji.fewshot.ui.window.WindowContext;

/** Leads the user to the places whose class would teach most, on the slice on show. */
final class Suggester {

  private final WindowContext context;
  private final Question question;
  private final Proposal proposal;
  private final Map<Integer, List<Region>> dismissed = new HashMap<>();
  private Runnable listener = () -> {};
  private Session session;
  private Basis basis;
  private List<Suggestion> found = List.of();
  private Stage status = Stage.WAITING;

  Suggester(WindowContext context) {
    this.context = context;
    question = new Question(context.model());
    proposal = new Proposal(context);
    session = context.model().session();
  }

  /**
   * @param hears called after each change
   */
  void onChange(Runnable hears) {
    listener = hears;
  }

  Stage status() {
    return status;
  }

  /** The place that is shown. */
  Optional<Suggestion> shown() {
    return proposal.shown();
  }

  /** Whether a selection of the user's own is in the way, so that number keys would mark that. */
  boolean isSelectionOther() {
    return proposal.isSelectionOther();
  }

  /** Goes to the next place. */
  void next() {
    Basis now = basis();
    if (now.equals(basis) && !found.isEmpty()) {
      show(found.get((found.indexOf(shown().orElse(null)) + 1) % found.size()));
    } else {
      look(now);
    }
  }

  private Basis basis() {
    int slice = Slices.shown(context.image());
    return new Basis(
        slice,
        context.model().session().learnt(),
        context.model().state().marks(),
        dismissed.getOrDefault(slice, List.of()));
  }

  private void look(Basis wanted) {
    status = Stage.LOOKING;
    question.ask(wanted.suggestions(session), answer -> hear(wanted, answer));
    listener.run();
  }

  private void hear(Basis asked, Optional<List<Suggestion>> answer) {
    Basis now = basis();
    if (!asked.equals(now)) {
      look(now);
      return;
    }
    basis = answer.isPresent() ? asked : null;
    found = answer.orElse(List.of());
    if (found.isEmpty()) {
      forget(answer.isPresent() ? Stage.NOTHING : Stage.NOT_ENCODED);
      return;
    }
    // The place that is looked at already would seem as if nothing had happened.
    Region first = found.get(0).region();
    boolean same = shown().filter(old -> old.region().equals(first)).isPresent();
    show(found.get(same && found.size() > 1 ? 1 : 0));
  }

  private void show(Suggestion next) {
    proposal.show(next);
    status = Stage.SHOWN;
    listener.run();
  }

  /** Gives the place that is shown a class. */
  void label(String className) {
    proposal.roi().ifPresent(roi -> context.marking().mark(roi, className));
  }

  /** The user does not want to see the place again; the next one follows. */
  void skip() {
    if (shown().isPresent()) {
      int slice = Slices.shown(context.image());
      List<Region> all = new ArrayList<>(dismissed.getOrDefault(slice, List.of()));
      all.add(shown().get().region());
      dismissed.put(slice, List.copyOf(all));
      forget(Stage.WAITING);
      next();
    }
  }

  /** Classes or marks are others now. */
  void stateChanged() {
    if (session != context.model().session()) {
      session = context.model().session();
      dismissed.clear();
      basis = null;
      forget(Stage.WAITING);
    } else if (proposal.isMarked()) {
      forget(Stage.MARKED);
    }
  }

  /** Another slice is on show. */
  void moved() {
    forget(Stage.WAITING);
  }

  /** Shows no place any more. */
  void close() {
    forget(Stage.WAITING);
  }

  private void forget(Stage next) {
    question.drop();
    proposal.hide();
    status = next;
    listener.run();
  }
}
