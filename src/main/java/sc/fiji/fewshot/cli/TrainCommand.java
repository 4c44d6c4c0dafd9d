package sc.fiji.fewshot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.MarkFile;
import sc.fiji.fewshot.annotate.Marks;
import sc.fiji.fewshot.batch.ClassifierTarget;
import sc.fiji.fewshot.batch.TrainingJob;
import sc.fiji.fewshot.batch.TrainingSummary;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.Trained;
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
    List<Path> sources = new ArrayList<>(images);
    sources.addAll(examples);
    Checks.words(() -> ClassifierTarget.check(out, overwrite, sources));
    if (Files.exists(out) && !overwrite) {
      throw new UsageException(
          out + " exists; choose another name with --out, or replace it with --overwrite.");
    }
    TrainingJob job =
        new TrainingJob(
            training.settings(), training.backbone(), common.device(), common.threads());
    Trained trained;
    try (ProgressReport progress = common.progress("Training")) {
      trained = folders ? job.onFolder(examples.get(0), progress) : onRegions(job, progress);
    }
    ClassifierFile.write(out, trained);
    TrainingSummary.of(trained.classifier()).forEach(common::say);
    common.say("Wrote " + out);
    return 0;
  }

  private Trained onRegions(TrainingJob job, Progress progress) {
    List<MarkedImage> marked = new ArrayList<>();
    Map<String, Integer> colours = new HashMap<>();
    try {
      for (int i = 0; i < images.size(); i++) {
        ImageSource image = ImageFiles.open(images.get(i));
        marked.add(new MarkedImage(image, List.of()));
        Marks marks = MarkFile.read(examples.get(i), image);
        colours.putAll(marks.colours());
        marked.set(i, new MarkedImage(image, marks.examples()));
      }
      return job.onRegions(marked, colours, progress);
    } finally {
      marked.forEach(m -> m.image().close());
    }
  }
}
