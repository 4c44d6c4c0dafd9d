package sc.fiji.fewshot.ui.window.guidance;

import ij.gui.Roi;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import sc.fiji.fewshot.session.Session;
import sc.fiji.fewshot.ui.window.ImageOverlay;
import sc.fiji.fewshot.ui.window.PredictionRoi;
import sc.fiji.fewshot.ui.window.Slices;
import sc.fiji.fewshot.ui.window.WindowContext;

/** Explains the place that is clicked, and explains it anew when something else is learnt. */
final class Explainer {

  private static final String PLACE = "place";
  private static final String MAP = "similarity";

  private final WindowContext context;
  private final Executor background;
  private final Question asking;
  private final Question painting;
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
    this.background = background;
    asking = new Question(context.model());
    painting = new Question(context.model());
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
    context.overlay().show(PLACE, answer.map(this::outline).stream().toList());
    paint();
    listener.run();
  }

  private Roi outline(Explained known) {
    return new DashedBox(context.image(), known.slice(), known.explanation().region().bounds());
  }

  private void paint() {
    Explained known = explained;
    if (!mapped || known == null) {
      painting.drop();
      context.overlay().hide(MAP);
      return;
    }
    double opacity = context.view().view().opacity();
    painting.ask(
        CompletableFuture.supplyAsync(() -> Optional.of(layer(known, opacity)), background),
        layer -> layer.ifPresent(done -> show(known.slice(), done)));
  }

  private static PredictionRoi.Layer layer(Explained known, double opacity) {
    return new PredictionRoi.Layer(
        SimilarityMap.paint(known.grid(), known.explanation().similarity(), opacity),
        known.grid().stride());
  }

  private void show(int slice, PredictionRoi.Layer layer) {
    PredictionRoi roi =
        new PredictionRoi(
            context.image(), shown -> shown == slice ? Optional.of(layer) : Optional.empty());
    context.overlay().showInstead(MAP, ImageOverlay.PREDICTIONS, List.of(roi));
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
    painting.drop();
    context.overlay().hide(PLACE);
    context.overlay().hide(MAP);
    listener.run();
  }

  /** Listens to the image no longer. */
  void close() {
    setOn(false);
  }
}
