package sc.fiji.fewshot.ui.window.guidance;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.session.Learnt;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.session.guidance.Suggestion;
import sc.fiji.fewshot.session.guidance.Suggestions;
import sc.fiji.fewshot.ui.window.Slices;
import sc.fiji.fewshot.ui.window.WindowContext;

/** Leads the user to the places whose class would teach most, on the slice on show. */
final class Suggester {

  private static final String LAYER = "suggestion";

  private final WindowContext context;
  private final Question question;
  private final Map<Integer, List<Region>> dismissed = new HashMap<>();
  private Runnable listener = () -> {};
  private Session session;
  private Basis basis;
  private List<Suggestion> found = List.of();
  private Suggestion shown;
  private Status status = Status.WAITING;

  /** How far it is. */
  enum Status {
    /** To be asked. */
    WAITING,
    /** Looking for places. */
    LOOKING,
    /** A place is shown. */
    SHOWN,
    /** The place that was shown has its mark now. */
    MARKED,
    /** There is no place left on this slice. */
    NOTHING,
    /** The slice is not encoded. */
    NOT_ENCODED
  }

  /** What the places depend on: while it is the same, they are. */
  private record Basis(
      int slice, Optional<Learnt> learnt, List<Mark> marks, List<Region> dismissed) {}

  Suggester(WindowContext context) {
    this.context = context;
    question = new Question(context.model());
    session = context.model().session();
  }

  /**
   * @param hears called after each change
   */
  void onChange(Runnable hears) {
    listener = hears;
  }

  Status status() {
    return status;
  }

  /** The place that is shown. */
  Optional<Suggestion> shown() {
    return Optional.ofNullable(shown);
  }

  /** Whether a selection of the user's own is in the way, so that number keys would mark that. */
  boolean isSelectionOther() {
    Roi roi = context.image().getRoi();
    return shown != null && roi != null && !isBox(roi, shown);
  }

  /** Goes to the next place. */
  void next() {
    Basis now = basis();
    if (now.equals(basis) && !found.isEmpty()) {
      show(found.get((found.indexOf(shown) + 1) % found.size()));
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
    status = Status.LOOKING;
    question.ask(
        session.ask(
            wanted.slice(),
            (embeddings, workers) ->
                Suggestions.of(
                    embeddings,
                    wanted.learnt(),
                    wanted.marks(),
                    wanted.dismissed(),
                    Suggestions.USUAL_COUNT,
                    workers)),
        answer -> hear(wanted, answer));
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
      forget(answer.isPresent() ? Status.NOTHING : Status.NOT_ENCODED);
      return;
    }
    // The place that is looked at already would seem as if nothing had happened.
    boolean same = shown != null && shown.region().equals(found.get(0).region());
    show(found.get(same && found.size() > 1 ? 1 : 0));
  }

  private void show(Suggestion next) {
    clearSelection();
    shown = next;
    status = Status.SHOWN;
    ImagePlus image = context.image();
    int slice = Slices.shown(image);
    Box box = next.region().bounds();
    context.navigator().show(slice, box);
    context.overlay().show(LAYER, List.of(new DashedBox(image, slice, box)));
    // The selection can be changed before it is marked; a click on the image loses it.
    context.marking().propose(roi(next));
    if (image.getRoi() == null) {
      image.setRoi(roi(next));
    }
    listener.run();
  }

  private static Roi roi(Suggestion of) {
    Box box = of.region().bounds();
    return new Roi(box.x(), box.y(), box.width(), box.height());
  }

  private static boolean isBox(Roi roi, Suggestion of) {
    return roi.getType() == Roi.RECTANGLE && roi.getBounds().equals(roi(of).getBounds());
  }

  private void clearSelection() {
    Roi roi = context.image().getRoi();
    if (shown != null && roi != null && isBox(roi, shown)) {
      context.image().deleteRoi();
    }
  }

  /** Gives the place that is shown a class. */
  void label(String className) {
    if (shown != null) {
      context.marking().mark(roi(shown), className);
    }
  }

  /** The user does not want to see the place again; the next one follows. */
  void skip() {
    if (shown == null) {
      return;
    }
    int slice = Slices.shown(context.image());
    List<Region> all = new ArrayList<>(dismissed.getOrDefault(slice, List.of()));
    all.add(shown.region());
    dismissed.put(slice, List.copyOf(all));
    forget(Status.WAITING);
    next();
  }

  /** Classes or marks are others now. */
  void stateChanged() {
    if (session != context.model().session()) {
      session = context.model().session();
      dismissed.clear();
      basis = null;
      forget(Status.WAITING);
    } else if (shown != null && isMarked(shown.region().bounds())) {
      forget(Status.MARKED);
    }
  }

  private boolean isMarked(Box box) {
    int slice = Slices.shown(context.image());
    return context.model().state().marks().stream()
        .filter(mark -> mark.example().slice() == slice)
        .anyMatch(mark -> mark.example().region().bounds().intersect(box).area() > 0);
  }

  /** Another slice is on show. */
  void moved() {
    forget(Status.WAITING);
  }

  /** Shows no place any more. */
  void close() {
    forget(Status.WAITING);
  }

  private void forget(Status next) {
    question.drop();
    clearSelection();
    context.marking().propose(null);
    shown = null;
    status = next;
    context.overlay().hide(LAYER);
    listener.run();
  }
}
