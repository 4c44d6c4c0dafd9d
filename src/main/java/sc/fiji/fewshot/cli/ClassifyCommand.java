package sc.fiji.fewshot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.MarkFile;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.batch.ImageClassification;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.batch.InputList;
import sc.fiji.fewshot.batch.PredictionMode;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.io.ClassifierFile;
import sc.fiji.fewshot.predict.Predictor;

/** {@code fewshot classify}. */
@Command(
    name = "classify",
    header = "Apply a classifier to images, stacks or folders of them.",
    description = {
      "",
      "Writes for each image NAME: NAME.csv, NAME-labels.tif (class numbers), NAME-probabilities.tif,"
          + " NAME-overlay.tif (opens coloured in ImageJ) and NAME-overlay.png.",
      "",
      "Example: fewshot classify --classifier cells.fewshot --input slides/ --out results/",
      ""
    })
final class ClassifyCommand implements Callable<Integer> {

  private static final int PARTLY_FAILED = 3;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common;

  @Option(
      names = "--classifier",
      required = true,
      paramLabel = "FILE.fewshot",
      description = "Made by 'fewshot train' or in Fiji.")
  private Path classifierFile;

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "Images, stacks, folders of them, or folders of DICOM slices.")
  private List<Path> paths;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the results.")
  private Path out;

  @Option(
      names = "--mode",
      paramLabel = "patches|regions|image",
      description =
          "Label a grid of patches, the regions of --regions, or each slice as a whole (default:"
              + " image for a classifier trained on whole images, else patches).")
  private String mode;

  @Option(
      names = "--regions",
      paramLabel = "PATH",
      description =
          "For --mode regions: ROI set or GeoJSON of the input, or a folder with NAME-rois.zip or"
              + " NAME.geojson for each input NAME.")
  private Path regions;

  @Option(
      names = "--patch",
      defaultValue = "0",
      paramLabel = "N",
      description = "Side of a patch in pixels (default: as in training).")
  private int patch;

  @Option(
      names = "--stride",
      defaultValue = "0",
      paramLabel = "N",
      description = "From one patch to the next, in pixels (default: a quarter of the patch).")
  private int stride;

  @Option(
      names = "--shard",
      defaultValue = "1/1",
      paramLabel = "I/N",
      description = "Do only the I-th of N shares of the inputs.")
  private String shard;

  @Option(names = "--resume", description = "Skip images whose results are there already.")
  private boolean resume;

  @Option(names = "--overwrite", description = "Replace results that are there already.")
  private boolean overwrite;

  @Option(
      names = "--backbone",
      paramLabel = "B",
      description = "Where the classifier's backbone is, if it is not the embedded one.")
  private String backboneName;

  @Override
  public Integer call() {
    Classifier classifier = withPatch(ClassifierFile.read(classifierFile));
    PredictionMode chosen = mode(classifier);
    InputList inputs = share(InputList.of(paths));
    createOut();
    List<String> failures = new ArrayList<>();
    try (WorkerPool workers = new WorkerPool(common.threads());
        Backbone pretrained = Backbones.open(backbone(classifier), common.device());
        Backbone backbone = classifier.adapted().on(pretrained)) {
      if (backbone.info().pooled() && chosen == PredictionMode.PATCHES) {
        common.say(
            "The backbone yields no maps, so each patch goes through it on its own; that is slow, and"
                + " a larger --stride is faster.");
      }
      // A grid comes by each block once; regions share blocks.
      FeatureCache cache =
          chosen == PredictionMode.REGIONS ? FeatureCache.ofUsualSize() : new FeatureCache(0);
      Predictor predictor = new Predictor(classifier, backbone, workers, cache);
      ImageClassification job = new ImageClassification(predictor, classifier.classes());
      for (InputList.Input input : inputs.inputs()) {
        try {
          classify(job, chosen, classifier, input);
        } catch (FewShotException e) {
          failures.add(e.getMessage());
          common.detail(e.toString());
        }
      }
    }
    failures.forEach(spec.commandLine().getErr()::println);
    if (failures.isEmpty()) {
      return 0;
    }
    return failures.size() == inputs.inputs().size() ? FewShotCli.FAILED : PARTLY_FAILED;
  }

  private String backbone(Classifier classifier) {
    String name = backboneName != null ? backboneName : classifier.input().backbone();
    if (!name.equals(Backbones.EMBEDDED) && !Files.exists(Path.of(name))) {
      throw new FewShotException(
          "The classifier needs the backbone '%s', which is not there; tell where it is with --backbone."
              .formatted(name));
    }
    return name;
  }

  private void classify(
      ImageClassification job,
      PredictionMode chosen,
      Classifier classifier,
      InputList.Input input) {
    ImageOutputs outputs = new ImageOutputs(out, input.stem());
    if (outputs.complete() && resume) {
      common.say(input.stem() + ": done before");
      return;
    }
    Optional<Path> existing = outputs.existing();
    // With --resume, files without a table are what an interrupted run left.
    if (existing.isPresent() && !overwrite && !resume) {
      throw new FewShotException(
          existing.get()
              + " exists; go on with --resume, replace it with --overwrite, or choose another --out.");
    }
    try (ImageSource image = ImageFiles.open(input.path());
        ProgressReport progress = common.progress(input.stem())) {
      run(job, chosen, classifier, image, outputs, progress);
    }
    common.say(input.stem() + ": wrote " + outputs.table());
  }

  private void run(
      ImageClassification job,
      PredictionMode chosen,
      Classifier classifier,
      ImageSource image,
      ImageOutputs outputs,
      Progress progress) {
    switch (chosen) {
      case PATCHES -> {
        int step = stride > 0 ? stride : Math.max(1, classifier.input().patch() / 4);
        job.patches(image, step, outputs, progress);
      }
      case REGIONS ->
          job.regions(
              image,
              MarkFile.read(marks(outputs.stem()), image.shape()).examples(),
              outputs,
              progress);
      case IMAGE -> job.whole(image, outputs, progress);
    }
  }

  private Path marks(String stem) {
    if (!Files.isDirectory(regions)) {
      return regions;
    }
    Path rois = regions.resolve(stem + "-rois.zip");
    return Files.exists(rois) ? rois : regions.resolve(stem + ".geojson");
  }

  private Classifier withPatch(Classifier classifier) {
    if (patch == 0) {
      return classifier;
    }
    if (patch < InputSpec.SMALLEST_PATCH || patch > InputSpec.LARGEST_PATCH) {
      throw new UsageException(
          "--patch must be from %d to %d pixels, not %d."
              .formatted(InputSpec.SMALLEST_PATCH, InputSpec.LARGEST_PATCH, patch));
    }
    return classifier.withPatch(patch);
  }

  private PredictionMode mode(Classifier classifier) {
    PredictionMode chosen =
        switch (mode == null ? "" : mode) {
          case "" ->
              classifier.input().wholeImages() ? PredictionMode.IMAGE : PredictionMode.PATCHES;
          case "patches" -> PredictionMode.PATCHES;
          case "regions" -> PredictionMode.REGIONS;
          case "image" -> PredictionMode.IMAGE;
          default ->
              throw new UsageException(
                  "--mode must be patches, regions or image, not '" + mode + "'.");
        };
    if ((chosen == PredictionMode.REGIONS) != (regions != null)) {
      throw new UsageException("--mode regions and --regions PATH go together.");
    }
    if (stride < 0 || stride > classifier.input().patch()) {
      throw new UsageException(
          "--stride must be from 1 to the patch size (%d), not %d."
              .formatted(classifier.input().patch(), stride));
    }
    return chosen;
  }

  private InputList share(InputList all) {
    if (!shard.matches("\\d{1,9}/\\d{1,9}")) {
      throw new UsageException("--shard must be I/N, such as 2/10, not '" + shard + "'.");
    }
    int number = Integer.parseInt(shard.substring(0, shard.indexOf('/')));
    int of = Integer.parseInt(shard.substring(shard.indexOf('/') + 1));
    if (number < 1 || number > of) {
      throw new UsageException("--shard I/N needs I from 1 to N, not " + shard + ".");
    }
    return all.shard(number, of);
  }

  private void createOut() {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new FewShotException(
          "The folder " + out + " cannot be created or written; choose another with --out.", e);
    }
    if (!Files.isWritable(out)) {
      throw new FewShotException(
          "The folder " + out + " cannot be written; choose another with --out.");
    }
  }
}
