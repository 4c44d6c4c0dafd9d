package sc.fiji.fewshot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.annotate.MarkFile;
import sc.fiji.fewshot.annotate.Marks;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.FolderTrainer;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.ClopperPearson;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.io.ClassifierFile;

/** {@code fewshot train}. */
@Command(
    name = "train",
    header = "Learn a classifier from a few examples.",
    description = {
      "",
      "From regions marked in an image (an ImageJ ROI set or QuPath GeoJSON):",
      "  fewshot train --examples rois.zip --image stack.tif --out cells.fewshot",
      "From folders of images, one folder a class:",
      "  fewshot train --examples cells/ --out cells.fewshot",
      "",
      "A region's class is the part of its name before # or : ('nucleus#3'), or its group.",
      ""
    })
final class TrainCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--examples",
      required = true,
      paramLabel = "PATH",
      description =
          "ROI set (.zip, .roi) or GeoJSON of --image, or a folder of classes. Several images:"
              + " repeat --examples and --image in pairs.")
  private List<Path> examples;

  @Option(names = "--image", paramLabel = "IMG", description = "The marked image or stack.")
  private List<Path> images = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.fewshot",
      description = "Classifier file to write.")
  private Path out;

  @Option(names = "--overwrite", description = "Replace the classifier file if it exists.")
  private boolean overwrite;

  @Override
  public Integer call() {
    boolean folders = images.isEmpty();
    if (folders && (examples.size() > 1 || !Files.isDirectory(examples.get(0)))) {
      throw new UsageException(
          "Give the marked image with --image, or a folder of classes as --examples.");
    }
    if (!folders && images.size() != examples.size()) {
      throw new UsageException(
          "There must be one --image for each --examples, not %d for %d."
              .formatted(images.size(), examples.size()));
    }
    if (Files.exists(out) && !overwrite) {
      throw new UsageException(
          out + " exists; choose another name with --out, or replace it with --overwrite.");
    }
    try (WorkerPool workers = new WorkerPool(common.threads());
        Backbone backbone = Backbones.open(training.backbone(), common.device())) {
      Trained trained = train(folders, backbone, workers);
      ClassifierFile.write(out, trained);
      report(trained.classifier());
    }
    return 0;
  }

  private Trained train(boolean folders, Backbone backbone, WorkerPool workers) {
    try (ProgressReport progress = common.progress("Training")) {
      return folders
          ? new FolderTrainer(backbone, workers)
              .train(ClassFolder.read(examples.get(0)), training.settings(), progress)
          : fromRegions(backbone, workers, progress);
    }
  }

  private Trained fromRegions(Backbone backbone, WorkerPool workers, Progress progress) {
    List<MarkedImage> marked = new ArrayList<>();
    Map<String, Integer> colours = new HashMap<>();
    try {
      for (int i = 0; i < images.size(); i++) {
        ImageSource image = ImageFiles.open(images.get(i));
        marked.add(new MarkedImage(image, List.of()));
        Marks marks = MarkFile.read(examples.get(i), image.shape());
        colours.putAll(marks.colours());
        marked.set(i, new MarkedImage(image, marks.examples()));
      }
      return new RegionTrainer(backbone, workers)
          .train(marked, colours, training.settings(), progress);
    } finally {
      marked.forEach(m -> m.image().close());
    }
  }

  private void report(Classifier classifier) {
    int[] counts = classifier.support().counts();
    List<String> classes = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      classes.add(classifier.classes().get(c).name() + " (" + counts[c] + ")");
    }
    common.say("Classes: " + String.join(", ", classes));
    common.say(
        "Patch %d pixels, preset %s. %s"
            .formatted(
                classifier.input().patch(),
                classifier.training().preset(),
                classifier.training().explanation()));
    double accuracy = classifier.training().leaveOneOutAccuracy();
    if (!Double.isNaN(accuracy)) {
      int left = 0;
      for (int count : counts) {
        left += count > 1 ? count : 0;
      }
      ClopperPearson interval = ClopperPearson.of((int) Math.round(accuracy * left), left);
      common.say(
          String.format(
              Locale.ROOT,
              "Left out in turn, %.0f %% of the examples are recognised on these images (95 %%"
                  + " interval %.0f to %.0f %%); other images may be harder.",
              100 * accuracy,
              100 * interval.low(),
              100 * interval.high()));
    }
    common.say("Wrote " + out);
  }
}
