package sc.fiji.fewshot.ui.window.files;

import sc.fiji.fewshot.io.ClassifierFile;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Asking;
import sc.fiji.fewshot.ui.window.Errands;
import sc.fiji.fewshot.ui.window.WindowContext;

/** Saves what was learnt, for other images. */
final class ClassifierSaving {

  static final Asking.FileKind KIND = new Asking.FileKind("classifier", ".fewshot");

  private final WindowContext context;
  private final Asking asking;
  private final Errands errands;

  ClassifierSaving(WindowContext context, Asking asking) {
    this.context = context;
    this.asking = asking;
    errands = new Errands(context.model());
  }

  void save() {
    asking
        .newFile(KIND, context.image().getShortTitle())
        .ifPresent(
            file ->
                errands.run(
                    "classifier.training",
                    context.model().session()::train,
                    trained -> {
                      ClassifierFile.write(file, trained);
                      return Messages.text("classifier.saved", file.getFileName());
                    }));
  }
}
