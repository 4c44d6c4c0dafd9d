package sc.fiji.fewshot.ui.window.results;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.util.List;
import java.util.OptionalDouble;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.session.StackPrediction;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.OverlayPainter;
import sc.fiji.fewshot.ui.results.AreaPlot;
import sc.fiji.fewshot.ui.results.AreaTable;
import sc.fiji.fewshot.ui.results.ClassRois;
import sc.fiji.fewshot.ui.results.LabelMapImage;
import sc.fiji.fewshot.ui.results.PredictionTable;
import sc.fiji.fewshot.ui.results.ProbabilityImage;
import sc.fiji.fewshot.ui.results.RoiManagerWindow;
import sc.fiji.fewshot.ui.window.Asking;
import sc.fiji.fewshot.ui.window.ModelListener;
import sc.fiji.fewshot.ui.window.WindowContext;

/** What can be made of the classified stack. */
final class StackResults {

  /** Longer tables take more memory than they are worth. */
  private static final int MOST_ROWS = 1_000_000;

  private final WindowContext context;
  private final Asking asking;
  private final WholeStack stack;
  private final ImagePlus image;

  StackResults(WindowContext context, Asking asking, WholeStack stack) {
    this.context = context;
    this.asking = asking;
    this.stack = stack;
    image = context.image();
    context.view().addListener(this::showOneOverlay);
    context
        .model()
        .addListener(
            new ModelListener() {
              @Override
              public void predictionsChanged(int slice) {
                showOneOverlay();
              }
            });
  }

  /** Lays the classes over the image as part of it, in place of the live colours. */
  void overlay() {
    double opacity = context.view().view().opacity();
    stack.use(
        result -> {
          Overlay painted = OverlayPainter.paint(image, result.slices(), classes(result), opacity);
          SwingUtilities.invokeLater(
              () -> {
                context.view().change(view -> view.withPredictions(false));
                OverlayPainter.putOn(image, painted);
              });
          return Messages.text("results.overlay.done");
        });
  }

  /**
   * The live colours take the place of those in the image's overlay, which may have been saved with
   * it, or they would mix.
   */
  private void showOneOverlay() {
    boolean live =
        context.view().view().predictions() && context.model().predictions().learnt().isPresent();
    if (live && OverlayPainter.isOn(image)) {
      OverlayPainter.putOn(image, new Overlay());
    }
  }

  void labelMap() {
    stack.use(result -> shown(LabelMapImage.of(image, result.slices(), classes(result))));
  }

  void probabilities() {
    stack.use(result -> shown(ProbabilityImage.of(image, result.slices(), classes(result))));
  }

  private static String shown(ImagePlus made) {
    made.show();
    return Messages.text("results.shown", made.getTitle());
  }

  void table() {
    stack.use(
        result -> {
          long rows =
              result.slices().stream().map(GridPrediction::scores).mapToLong(s -> s.size()).sum();
          if (rows > MOST_ROWS) {
            throw new FewShotException(Messages.text("results.table.tooLong", rows));
          }
          PredictionTable.ofPatches(image, result.slices(), classes(result))
              .show(PredictionTable.TITLE);
          return Messages.text("results.shown", PredictionTable.TITLE);
        });
  }

  void areas() {
    stack.use(
        result -> {
          AreaTable.of(image, result.slices(), classes(result)).show(AreaTable.TITLE);
          AreaPlot.of(image, result.slices(), classes(result)).getImagePlus().show();
          return Messages.text("results.shown", AreaTable.TITLE);
        });
  }

  void sendAreas() {
    int patch = context.model().state().options().patchSide();
    double pixel = image.getCalibration().pixelWidth * image.getCalibration().pixelHeight;
    OptionalDouble minimum =
        asking.number("results.areas", patch * patch * pixel, image.getCalibration().getUnit());
    minimum.ifPresent(
        area ->
            stack.use(
                result -> {
                  List<Roi> rois = ClassRois.ofAreas(image, result.slices(), classes(result), area);
                  SwingUtilities.invokeLater(() -> RoiManagerWindow.add(rois));
                  return Messages.text("results.sent", rois.size());
                }));
  }

  private static List<LabelClass> classes(StackPrediction result) {
    return result.learnt().classes();
  }
}
