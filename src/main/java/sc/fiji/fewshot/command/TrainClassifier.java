package sc.fiji.fewshot.command;

import ij.ImagePlus;
import ij.gui.Roi;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.MarkFile;
import sc.fiji.fewshot.annotate.Marks;
import sc.fiji.fewshot.annotate.RoiExamples;
import sc.fiji.fewshot.augment.Augmentation;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.batch.ClassifierTarget;
import sc.fiji.fewshot.batch.TrainingJob;
import sc.fiji.fewshot.batch.TrainingSummary;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.io.ClassifierFile;
import sc.fiji.fewshot.learn.Rejection;

/** Learns a classifier from marked regions, or from a folder of images for each class. */
@Plugin(
    type = Command.class,
    menu = {
      @Menu(label = FewShotCommand.PLUGINS),
      @Menu(label = FewShotCommand.FEW_SHOT),
      @Menu(label = "Train Classifier...", weight = 2)
    },
    headless = true,
    description = "Learns a classifier from a few marked regions or from folders of images.",
    initializer = "prepare")
public final class TrainClassifier extends FewShotCommand {

  @Parameter(
      label = "Image",
      description = "The marked image or stack, if it is open.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "File of the image (empty: the open one)",
      description = "The marked image or stack, if it is not open.",
      required = false,
      persist = false)
  private File file;

  @Parameter(
      label = "Examples (empty: ROI Manager)",
      description =
          "ROI set (.zip, .roi) or GeoJSON of the image, or a folder with a folder of images for"
              + " each class; left empty, the regions in the ROI Manager. A region's class is the"
              + " part of its name before # or :, or its group.",
      style = "both",
      required = false,
      persist = false)
  private File examples;

  @Parameter(
      label = "Output: classifier file (.fewshot)",
      description = "The classifier file to write.",
      style = FileWidget.SAVE_STYLE,
      required = false,
      persist = false)
  private File output;

  @Parameter(
      label = "Method",
      description =
          "How classes are told apart; auto lets the examples decide. In macros options may follow,"
              + " as in features:head=logistic.",
      required = false,
      persist = false)
  private String method = TrainingSettings.AUTO;

  @Parameter(
      label = "Backbone",
      description =
          "The pretrained CNN. In macros also a folder made by 'fewshot pretrain' or a TorchScript"
              + " file (.pt).",
      required = false,
      persist = false)
  private String backbone = Backbones.EMBEDDED;

  @Parameter(
      label = "Device",
      description = "The processor that runs the CNN; auto takes a CUDA GPU where there is one.",
      choices = {"auto", "cpu", "gpu"},
      required = false,
      persist = false)
  private String device = TrainingSettings.AUTO;

  @Parameter(
      label = "Augment",
      description = "How strongly the views of an example vary.",
      choices = {"light", "strong", "histology", "none"},
      required = false,
      persist = false)
  private String augment = Augmentation.LIGHT.key();

  @Parameter(
      label = "Preset",
      description = "The kind of image: what may vary in it; auto guesses it.",
      choices = {"auto", "microscopy", "histology", "radiology", "other", "none"},
      required = false,
      persist = false)
  private String preset = TrainingSettings.AUTO;

  @Parameter(
      label = "Patch (pixels, 0 = automatic)",
      description = "Side of a patch; 0 takes the median side of the marked regions.",
      required = false,
      persist = false)
  private int patch;

  @Parameter(
      label = "Views of each example",
      description = "How many augmented views of each example are learnt from; 1: itself only.",
      required = false,
      persist = false)
  private int views = TrainingSettings.USUAL_VIEWS;

  @Parameter(
      label = "Adapt",
      description =
          "What of the CNN may adapt to the examples, where that helps; takes seconds to minutes."
              + " auto leaves it to the method.",
      choices = {"auto", "none", "projection", "scale-shift", "border", "last-stage", "full"},
      required = false,
      persist = false)
  private String adapt = TrainingSettings.AUTO;

  @Parameter(
      label = "Unknown",
      description =
          "How readily what resembles no example is called unknown; never: everything is given to"
              + " the most probable class.",
      choices = {"usual", "lenient", "never"},
      required = false,
      persist = false)
  private String unknown = Rejection.USUAL.key();

  @Parameter(
      label = "Seed",
      description = "Seed of the random views.",
      required = false,
      persist = false)
  private long seed;

  @Parameter(
      label = "Overwrite",
      description = "Replace the classifier file if it exists.",
      required = false,
      persist = false)
  private boolean overwrite;

  @Override
  void execute() {
    Path target = Given.required(output, "output", "the classifier file to write");
    ClassifierTarget.check(
        target,
        overwrite,
        Stream.of(file, examples).flatMap(source -> Given.path(source).stream()).toList());
    Given.checkNew(target, overwrite);
    TrainingSettings settings =
        TrainingSettings.parse(method, patch, views, preset, seed)
            .augmenting(augment)
            .adapting(adapt)
            .rejecting(unknown);
    TrainingJob job = new TrainingJob(settings, backbone, device, threads());
    Optional<Path> source = Given.path(examples);
    Trained trained =
        source.isPresent() && Files.isDirectory(source.get())
            ? onFolder(job, source.get())
            : onRegions(job, source);
    ClassifierFile.write(target, trained);
    LastUsed.keep(ClassifyImage.class, "classifier", output);
    LastUsed.keep(ClassifyFolder.class, "classifier", output);
    TrainingSummary.of(trained.classifier()).forEach(this::say);
    say("Wrote " + target);
  }

  private Trained onFolder(TrainingJob job, Path folder) {
    try (TaskProgress progress = progress("training")) {
      return job.onFolder(folder, progress);
    }
  }

  private Trained onRegions(TrainingJob job, Optional<Path> source) {
    try (ImageInput input = ImageInput.of(image, file);
        TaskProgress progress = progress("training")) {
      Marks marks = marks(source, input);
      MarkedImage marked = new MarkedImage(input.source(), marks.examples());
      return job.onRegions(List.of(marked), marks.colours(), progress);
    }
  }

  private Marks marks(Optional<Path> source, ImageInput input) {
    if (source.isPresent()) {
      return MarkFile.read(source.get(), input.source());
    }
    List<Roi> rois = ManagedRois.all("examples");
    List<Example> managed =
        input.isOpen() ? RoiExamples.of(rois, image) : RoiExamples.of(rois, input.source());
    return new Marks(managed, Map.of());
  }
}
