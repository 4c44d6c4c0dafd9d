package sc.fiji.fewshot.command;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.MarkFile;
import sc.fiji.fewshot.annotate.RoiExamples;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.ImageClassification;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.PredictionMode;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.io.ClassifierFile;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;

/** Applies a classifier to the open image or stack, or to that of a file. */
@Plugin(
    type = Command.class,
    menu = {
      @Menu(label = FewShotCommand.PLUGINS),
      @Menu(label = FewShotCommand.FEW_SHOT),
      @Menu(label = "Classify Image or Stack...", weight = 3)
    },
    headless = true,
    description = "Colours an image or stack by class, and writes tables and label maps.",
    initializer = "prepare")
public final class ClassifyImage extends FewShotCommand {

  @Parameter(
      label = "Image",
      description = "The image or stack to classify, if it is open.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "File of the image (empty: the open one)",
      description = "The image or stack to classify, if it is not open.",
      required = false,
      persist = false)
  private File file;

  @Parameter(
      label = "Classifier (.fewshot)",
      description = "The classifier file, made by Train Classifier or 'fewshot train'.",
      required = false,
      persist = false)
  private File classifier;

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
      label = "Regions (empty: ROI Manager)",
      description =
          "For the mode 'regions': ROI set or GeoJSON of the image; left empty, the regions in the"
              + " ROI Manager.",
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
      label = "Overlay on the image",
      description = "Colour the open image by class.",
      required = false,
      persist = false)
  private boolean overlay = true;

  @Parameter(
      label = "Labels as an image",
      description = "Show an image of class numbers: 0 unknown, 1 the first class.",
      required = false,
      persist = false)
  private boolean labels;

  @Parameter(
      label = "Probabilities as a hyperstack",
      description = "Show the probabilities: one channel a class, one pixel a patch.",
      required = false,
      persist = false)
  private boolean probabilities;

  @Parameter(
      label = "Table of results",
      description = "Show a table with a row for each patch or region.",
      required = false,
      persist = false)
  private boolean table;

  @Parameter(
      label = "Areas of the classes",
      description = "Show how much of each slice belongs to each class, as a table and a plot.",
      required = false,
      persist = false)
  private boolean areas;

  @Parameter(
      label = "Output: folder for results",
      description =
          "Folder for the table, label map, probabilities and pictures; left empty, no files are"
              + " written.",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      persist = false)
  private File output;

  @Parameter(
      label = "Overwrite",
      description = "Replace results that are in the folder already.",
      required = false,
      persist = false)
  private boolean overwrite;

  @Override
  void execute() {
    Path trained = Given.required(classifier, "classifier", "the classifier file to apply");
    ClassificationPlan plan =
        ClassificationPlan.parse(ClassifierFile.read(trained), mode, patch, stride);
    try (ImageInput input = ImageInput.of(image, file)) {
      ShownResults shown = shown(plan, input);
      Optional<ImageOutputs> outputs =
          Given.path(output).map(folder -> new ImageOutputs(folder, input.stem()));
      if (!shown.overlay() && !shown.windows() && outputs.isEmpty()) {
        throw new FewShotException(
            "Nothing was asked for; give a folder for the results (output), or open the image and"
                + " have it coloured (overlay).");
      }
      outputs.flatMap(ImageOutputs::existing).ifPresent(known -> Given.checkNew(known, overwrite));
      try (OpenClassifier open = new OpenClassifier(plan, backbone, device, threads());
          TaskProgress progress = progress("classifying " + input.source().name())) {
        classify(open, input, outputs, shown, progress);
      }
      outputs.ifPresent(written -> say("Wrote " + written.table()));
    }
  }

  private ShownResults shown(ClassificationPlan plan, ImageInput input) {
    // The image of a file is not on the screen.
    ShownResults shown =
        new ShownResults(overlay && input.isOpen(), labels, probabilities, table, areas);
    if (shown.needPatches() && plan.mode() != PredictionMode.PATCHES) {
      throw new FewShotException(
          "Probabilities and areas are shown of patches only; choose the mode 'patches', or leave"
              + " them out.");
    }
    if (shown.windows() && GraphicsEnvironment.isHeadless() && !IJ.isMacro()) {
      throw new FewShotException(
          "Without a screen no window can be shown; give a folder for the results (output).");
    }
    if (shown.windows() && input.image().isEmpty()) {
      throw new FewShotException(
          "The image is too large for results in windows; give a folder for the results (output).");
    }
    return shown;
  }

  private void classify(
      OpenClassifier open,
      ImageInput input,
      Optional<ImageOutputs> outputs,
      ShownResults shown,
      Progress progress) {
    ImageClassification images = open.images();
    List<LabelClass> classes = open.plan().classifier().classes();
    switch (open.plan().mode()) {
      case PATCHES -> {
        int step = open.plan().stride();
        List<GridPrediction> slices =
            outputs.isPresent()
                ? images.patches(input.source(), step, outputs.get(), progress)
                : images.patches(input.source(), step, progress);
        input.image().ifPresent(on -> shown.patches(on, slices, classes));
      }
      case REGIONS -> {
        List<Example> marked = regions(input);
        List<RegionPrediction> predictions =
            outputs.isPresent()
                ? images.regions(input.source(), marked, outputs.get(), progress)
                : images.regions(input.source(), marked, progress);
        input.image().ifPresent(on -> shown.regions(on, predictions, classes));
      }
      case IMAGE -> {
        List<RegionPrediction> predictions =
            outputs.isPresent()
                ? images.whole(input.source(), outputs.get(), progress)
                : images.whole(input.source(), progress);
        input.image().ifPresent(on -> shown.regions(on, predictions, classes));
      }
    }
  }

  private List<Example> regions(ImageInput input) {
    return Given.path(regions)
        .map(path -> MarkFile.readRegions(path, input.source()))
        .orElseGet(
            () -> {
              List<Roi> rois = ManagedRois.all("regions");
              return input.isOpen()
                  ? RoiExamples.unclassified(rois, image)
                  : RoiExamples.unclassified(rois, input.source());
            });
  }
}
