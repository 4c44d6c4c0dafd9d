package sc.fiji.fewshot.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.PredictionMode;
import sc.fiji.fewshot.batch.Resolution;
import sc.fiji.fewshot.batch.ResultKind;
import sc.fiji.fewshot.batch.folder.FolderJob;
import sc.fiji.fewshot.batch.folder.JobOutcome;
import sc.fiji.fewshot.batch.folder.JobSettings;
import sc.fiji.fewshot.batch.input.InputList;
import sc.fiji.fewshot.batch.input.Shard;
import sc.fiji.fewshot.batch.journal.ImageRecord;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.io.ClassifierFile;

/** Applies a classifier to all images and stacks of a folder. */
@Plugin(
    type = Command.class,
    menu = {
      @Menu(label = FewShotCommand.PLUGINS),
      @Menu(label = FewShotCommand.FEW_SHOT),
      @Menu(label = "Classify Folder...", weight = 4)
    },
    headless = true,
    description = "Writes tables, label maps and pictures for all images of a folder.",
    initializer = "prepare")
public final class ClassifyFolder extends FewShotCommand {

  @Parameter(
      label = "Classifier (.fewshot)",
      description = "The classifier file, made by Train Classifier or 'fewshot train'.",
      required = false,
      persist = false)
  private File classifier;

  @Parameter(
      label = "Input: folder of images",
      description =
          "Folder of images, stacks, or DICOM slices of one stack; in macros also a pattern such as"
              + " /data/**/*.tif.",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      persist = false)
  private File input;

  @Parameter(
      label = "Output: folder for results",
      description = "Folder for the tables, label maps, probabilities and pictures.",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      persist = false)
  private File output;

  @Parameter(
      label = "Mode",
      description =
          "Label a grid of patches, marked regions, or each slice as a whole; auto does as in the"
              + " training.",
      choices = {"auto", "patches", "regions", "image"},
      required = false,
      persist = false)
  private String mode = TrainingSettings.AUTO;

  @Parameter(
      label = "Regions",
      description =
          "For the mode 'regions': folder with NAME-rois.zip or NAME.geojson for each image NAME.",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      persist = false)
  private File regions;

  @Parameter(
      label = "Patch (pixels, 0 = automatic)",
      description = "Side of a patch; 0 takes that of the training.",
      required = false,
      persist = false)
  private int patch;

  @Parameter(
      label = "Stride (pixels, 0 = automatic)",
      description = "From one patch to the next; 0 takes a quarter of the patch.",
      required = false,
      persist = false)
  private int stride;

  @Parameter(
      label = "Level (0 = finest, or auto)",
      description =
          "Resolution of images that are stored in several; auto takes that of the training.",
      required = false,
      persist = false)
  private String level = TrainingSettings.AUTO;

  @Parameter(
      label = "Mpp (micrometres per pixel, or auto)",
      description = "Take the resolution that is nearest to so many micrometres per pixel.",
      required = false,
      persist = false)
  private String mpp = TrainingSettings.AUTO;

  @Parameter(
      label = "Backbone",
      description =
          "Where the classifier's CNN is, if it has moved since the training; in macros also a"
              + " folder or file.",
      required = false,
      persist = false)
  private String backbone = TrainingSettings.AUTO;

  @Parameter(
      label = "Device",
      description = "The processor that runs the CNN; auto takes a CUDA GPU where there is one.",
      choices = {"auto", "cpu", "gpu"},
      required = false,
      persist = false)
  private String device = TrainingSettings.AUTO;

  @Parameter(
      label = "Recursive",
      description = "Look into folders within the folder, too; the results get the same folders.",
      required = false,
      persist = false)
  private boolean recursive;

  @Parameter(
      label = "Results",
      description =
          "What to write besides the tables: all, none, or some of"
              + " labels,probabilities,overlay,picture,geojson.",
      required = false,
      persist = false)
  private String results = ResultKind.ALL;

  @Parameter(
      label = "Shard (I/N)",
      description = "Do only the I-th of N shares of the images.",
      required = false,
      persist = false)
  private String shard = Shard.WHOLE.toString();

  @Parameter(
      label = "Resume",
      description = "Go on with a job that was interrupted.",
      required = false,
      persist = false)
  private boolean resume;

  @Parameter(
      label = "Overwrite",
      description = "Replace results that are in the folder already.",
      required = false,
      persist = false)
  private boolean overwrite;

  @Override
  void execute() {
    Path trained = Given.required(classifier, "classifier", "the classifier file to apply");
    String images = images();
    Path target = Given.required(output, "output", "the folder for the results");
    Path marks = Given.path(regions).orElse(null);
    ClassificationPlan plan =
        ClassificationPlan.parse(ClassifierFile.read(trained), mode, patch, stride)
            .withResolution(Resolution.parseWords(level, mpp));
    if ((plan.mode() == PredictionMode.REGIONS) != (marks != null)) {
      throw new FewShotException(
          "The mode 'regions' and a folder of regions (regions) go together; give both or neither.");
    }
    JobSettings settings =
        new JobSettings(
            trained,
            plan,
            target,
            marks,
            ResultKind.parse(results),
            Shard.parse(shard),
            resume,
            overwrite);
    InputList inputs = InputList.of(List.of(images), recursive, target);
    try (FolderJob job = new FolderJob(settings, inputs);
        OpenClassifier open = new OpenClassifier(plan, backbone, device, threads());
        TaskProgress progress = progress("classifying " + input.getName())) {
      report(job.run(open, sentence -> {}, progress));
    }
  }

  /** A folder, or a pattern, which on some systems is no path. */
  private String images() {
    if (input != null && InputList.isPattern(input.getPath())) {
      return input.getPath();
    }
    Path folder = Given.required(input, "input", "the folder of images to classify");
    if (!Files.isDirectory(folder)) {
      throw new FewShotException("There is no folder " + folder + ".");
    }
    return folder.toString();
  }

  private void report(JobOutcome outcome) {
    List<ImageRecord> failures = outcome.failures();
    if (failures.size() == 1 && outcome.images() == 1) {
      throw new FewShotException(failures.get(0).reason());
    }
    failures.forEach(failure -> say(failure.reason()));
    if (!failures.isEmpty()) {
      throw new FewShotException(
          "%d of %d images could not be classified; the log says why, and the others are done."
              .formatted(failures.size(), outcome.images()));
    }
    say("Classified %d image(s) into %s".formatted(outcome.images(), output));
  }
}
