package sc.fiji.fewshot.ui.window.guidance;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import sc.fiji.fewshot.ui.window.ImageOverlay;
import sc.fiji.fewshot.ui.window.PredictionRoi;
import sc.fiji.fewshot.ui.window.WindowContext;

/** The explained place on the image: its outline, and what looks like it. */
final class ExplainedDrawing {

  private static final String PLACE = "place";
  private static final String MAP = "similarity";

  private final WindowContext context;
  private final Executor background;
  private final Question painting;

  /**
   * @param background where to paint
   */
  ExplainedDrawing(WindowContext context, Executor background) {
    this.context = context;
    this.background = background;
    painting = new Question(context.model());
  }

  /** Outlines the place. */
  void outline(Explained known) {
    DashedBox box =
        new DashedBox(context.image(), known.slice(), known.explanation().region().bounds());
    context.overlay().show(PLACE, List.of(box));
  }

  /** Lays what looks like the place over the image, where the predictions would be. */
  void map(Explained known) {
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

  /** Shows the predictions again. */
  void unmap() {
    painting.drop();
    context.overlay().hide(MAP);
  }

  /** Shows nothing of the place any more. */
  void clear() {
    unmap();
    context.overlay().hide(PLACE);
  }
}
