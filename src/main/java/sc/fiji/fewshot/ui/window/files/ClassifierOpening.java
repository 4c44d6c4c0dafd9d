package sc.fiji.fewshot.ui.window.files;

import ij.Prefs;
import ij.gui.Overlay;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.PredictionMode;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.io.ClassifierFile;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.OverlayPainter;
import sc.fiji.fewshot.ui.window.Asking;
import sc.fiji.fewshot.ui.window.Errands;
import sc.fiji.fewshot.ui.window.WindowContext;

/** Applies a classifier that was saved before, and lays its classes over the image. */
final class ClassifierOpening {

  private final WindowContext context;
  private final Asking asking;
  private final Errands errands;

  ClassifierOpening(WindowContext context, Asking asking) {
    this.context = context;
    this.asking = asking;
    errands = new Errands(context.model());
  }

  void open() {
    asking.fileToRead(ClassifierSaving.KIND).ifPresent(this::open);
  }

  private void open(Path file) {
    String device = context.model().state().options().device();
    double opacity = context.view().view().opacity();
    errands.run(
        "classifier.applying",
        progress -> CompletableFuture.supplyAsync(() -> painted(file, device, opacity, progress)),
        painted -> {
          SwingUtilities.invokeLater(() -> show(painted));
          return Messages.text("classifier.applied", file.getFileName());
        });
  }

  private Overlay painted(Path file, String device, double opacity, Progress progress) {
    Classifier classifier = ClassifierFile.read(file);
    ClassificationPlan plan = ClassificationPlan.parse(classifier, TrainingSettings.AUTO, 0, 0);
    if (plan.mode() != PredictionMode.PATCHES) {
      throw new FewShotException(Messages.text("classifier.whole", file.getFileName()));
    }
    List<LabelClass> classes = classifier.classes();
    int cores = Math.max(1, Prefs.getThreads());
    try (OpenClassifier open = new OpenClassifier(plan, TrainingSettings.AUTO, device, cores)) {
      List<GridPrediction> slices =
          open.images().patches(context.model().image(), plan.stride(), progress);
      return OverlayPainter.paint(context.image(), slices, classes, opacity);
    }
  }

  private void show(Overlay painted) {
    context.view().change(view -> view.withPredictions(false));
    OverlayPainter.putOn(context.image(), painted);
  }
}
