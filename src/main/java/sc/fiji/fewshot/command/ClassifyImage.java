package sc.fiji.fewshot.command;

import ij.ImagePlus;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.MarkFile;
import sc.fiji.fewshot.annotate.RoiSetReader;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.ImageClassification;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.io.ClassifierFile;

/** Applies a classifier to the open image or stack, or to that of a file. */
@Plugin(
    type = Command.class,
    menuPath = FewShotCommand.MENU + "Classify Image or Stack...",
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
      label = "File of the image",
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
      label = "Regions",
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
      label = "Out: folder for results",
      description =
          "Folder for the table, label map, probabilities and pictures; left empty, no files are"
              + " written.",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      persist = false)
  private File out;

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
      Optional<ImagePlus> shown = overlay ? input.open() : Optional.empty();
      Optional<ImageOutputs> outputs =
          Given.path(out).map(folder -> new ImageOutputs(folder, input.stem()));
      if (shown.isEmpty() && outputs.isEmpty()) {
        throw new FewShotException(
            "Nothing was asked for; give a folder for the results (out), or open the image and"
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

  private void classify(
      OpenClassifier open,
      ImageInput input,
      Optional<ImageOutputs> outputs,
      Optional<ImagePlus> shown,
      Progress progress) {
    ImageClassification images = open.images();
    ShownResults results = new ShownResults(open.plan().classifier().classes());
    switch (open.plan().mode()) {
      case PATCHES -> {
        var slices =
            outputs.isPresent()
                ? images.patches(input.source(), open.plan().stride(), outputs.get(), progress)
                : images.patches(input.source(), open.plan().stride(), progress);
        shown.ifPresent(on -> results.patches(on, slices));
      }
      case REGIONS -> {
        List<Example> marked = regions(input.source().shape());
        var predictions =
            outputs.isPresent()
                ? images.regions(input.source(), marked, outputs.get(), progress)
                : images.regions(input.source(), marked, progress);
        shown.ifPresent(on -> results.regions(on, predictions));
      }
      case IMAGE -> {
        var predictions =
            outputs.isPresent()
                ? images.whole(input.source(), outputs.get(), progress)
                : images.whole(input.source(), progress);
        shown.ifPresent(on -> results.regions(on, predictions));
      }
    }
  }

  private List<Example> regions(StackShape shape) {
    return Given.path(regions)
        .map(path -> MarkFile.readRegions(path, shape))
        .orElseGet(() -> RoiSetReader.toRegions(ManagedRois.all("regions"), shape));
  }
}
