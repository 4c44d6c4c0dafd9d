package sc.fiji.fewshot.ui.window.guidance;

import java.util.Optional;
import java.util.concurrent.Executor;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.ui.window.Slices;
import sc.fiji.fewshot.ui.window.WindowContext;

/** Explains the place that is clicked, and explains it anew when something else is learnt. */
final class Explainer {

  private final WindowContext context;
  private final Question asking;
  private final ExplainedDrawing drawing;
  private final CanvasClicks clicks;
  private Runnable listener = () -> {};
  private boolean on;
  private boolean mapped;
  private Place place;
  private Explained explained;
  private Status status = Status.OFF;

  /** How far it is. */
  enum Status {
    /** Clicks mean nothing. */
    OFF,
    /** Nothing is clicked yet. */
    WAITING,
    /** An answer is waited for. */
    ASKING,
    /** A place is explained. */
    EXPLAINED,
    /** The slice is not encoded. */
    NOT_ENCODED
  }

  /** What is to be explained: columns and rows of a slice. */
  record Place(int slice, double x, double y) {}

  /**
   * @param background where to paint
   */
  Explainer(WindowContext context, Executor background) {
    this.context = context;
    asking = new Question(context.model());
    drawing = new ExplainedDrawing(context, background);
    clicks = new CanvasClicks(context.image(), this::clicked);
    context.view().addListener(this::paint);
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

  /** The latest explanation; stays until another one is there. */
  Optional<Explained> explained() {
    return Optional.ofNullable(explained);
  }

  boolean isOn() {
    return on;
  }

  boolean isMapped() {
    return mapped;
  }

  /** Lets clicks on the image ask, or no longer. */
  void setOn(boolean now) {
    on = now;
    if (on) {
      clicks.start();
    } else {
      clicks.stop();
    }
    forget();
  }

  /** Lays what looks like the place over the image, or the predictions again. */
  void setMapped(boolean now) {
    mapped = now;
    paint();
    listener.run();
  }

  private void clicked(double x, double y) {
    place = new Place(Slices.shown(context.image()), x, y);
    explain();
  }

  private void explain() {
    Session session = context.model().session();
    Place wanted = place;
    status = Status.ASKING;
    asking.ask(
        session.ask(
            wanted.slice(),
            (embeddings, workers) -> Explained.of(embeddings, session.learnt(), wanted, workers)),
        this::hear);
    listener.run();
  }

  private void hear(Optional<Explained> answer) {
    explained = answer.orElse(null);
    status = answer.isPresent() ? Status.EXPLAINED : Status.NOT_ENCODED;
    answer.ifPresentOrElse(drawing::outline, drawing::clear);
    paint();
    listener.run();
  }

  private void paint() {
    if (mapped && explained != null) {
      drawing.map(explained);
    } else {
      drawing.unmap();
    }
  }

  /** Something else may have been learnt, or the image's window may be another one. */
  void refresh() {
    if (on) {
      clicks.start();
    }
    if (place != null) {
      explain();
    }
  }

  /** Another slice is on show, or another image: the place is elsewhere. */
  void forget() {
    place = null;
    explained = null;
    status = on ? Status.WAITING : Status.OFF;
    asking.drop();
    drawing.clear();
    listener.run();
  }

  /** Listens to the image no longer. */
  void close() {
    setOn(false);
  }
}
