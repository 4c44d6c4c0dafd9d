package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.List;
import java.util.concurrent.Executor;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;

/** Keeps predictions and marks over the image as the models have them. */
final class ImageDrawing {

  private static final String MARKS = "marks";

  private final WindowContext context;
  private final PredictionLayers layers;
  private Drawn drawn;

  /** What the outlines of the marks were made from. */
  private record Drawn(
      List<Mark> marks, List<LabelClass> classes, List<Mark> chosen, boolean shown) {}

  ImageDrawing(WindowContext context, Executor background) {
    this.context = context;
    layers =
        new PredictionLayers(
            context.model(), context.view(), background, context.overlay()::repaint);
    context.view().addListener(this::refresh);
    context.selection().addListener(this::drawMarks);
    install();
  }

  /** Begins anew for an image of another size. */
  void install() {
    ImagePlus image = context.image();
    layers.clear();
    drawn = null;
    context.overlay().show(ImageOverlay.PREDICTIONS, List.of(new PredictionRoi(image, layers::of)));
    refresh();
  }

  /** Shows what the models have now. */
  void refresh() {
    layers.update(Slices.shown(context.image()));
    drawMarks();
  }

  /**
   * @param slice that was predicted; -1 for all
   */
  void predictionsChanged(int slice) {
    if (context.model().predictions().learnt().isEmpty()) {
      layers.clear();
    } else {
      int shown = Slices.shown(context.image());
      if (slice < 0 || slice == shown) {
        layers.update(shown);
      }
    }
  }

  private void drawMarks() {
    boolean shown = context.view().view().marks();
    Drawn wanted =
        new Drawn(
            context.model().state().marks(),
            context.model().state().classes(),
            context.selection().marks(),
            shown);
    if (!wanted.equals(drawn)) {
      drawn = wanted;
      List<Roi> outlines =
          shown
              ? MarkOutlines.of(context.image(), context.model().state(), wanted.chosen())
              : List.of();
      context.overlay().show(MARKS, outlines);
    }
  }
}
