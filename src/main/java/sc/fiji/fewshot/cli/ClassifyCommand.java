package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.PredictionMode;
import sc.fiji.fewshot.batch.ResultKind;
import sc.fiji.fewshot.batch.folder.FolderJob;
import sc.fiji.fewshot.batch.folder.ImageWork;
import sc.fiji.fewshot.batch.folder.JobSettings;
import sc.fiji.fewshot.batch.input.InputList;
import sc.fiji.fewshot.batch.input.Shard;
import sc.fiji.fewshot.batch.spark.SparkCluster;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.io.ClassifierFile;

/** {@code fewshot classify}. */
@Command(
    name = "classify",
    header = "Apply a classifier to images, stacks or folders of them.",
    description = {
      "",
      "Writes for each image NAME: NAME.csv, NAME-labels.tif (class numbers), NAME-probabilities.tif,"
          + " NAME-overlay.tif (opens coloured in ImageJ), NAME-overlay.png and NAME.geojson (for"
          + " QuPath); and for all of them fewshot-report.html and fewshot-summary.csv.",
      "",
      "Example: fewshot classify --classifier cells.fewshot --input slides/ --out results/",
      ""
    })
final class ClassifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common;

  @Mixin private ResolutionOptions resolution;

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
      description =
          "Images, stacks, folders of them, folders of DICOM slices, or patterns in quotation marks"
              + " such as 'slides/**/*.tif'.")
  private List<String> paths;

  @Option(
      names = "--recursive",
      description = "Look into folders within folders, too; --out gets the same folders.")
  private boolean recursive;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the results.")
  private Path out;

  @Option(
      names = "--mode",
      defaultValue = TrainingSettings.AUTO,
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
      names = "--results",
      defaultValue = ResultKind.ALL,
      paramLabel = "LIST",
      description =
          "What to write besides the tables: all, none, or some of"
              + " labels,probabilities,overlay,picture,geojson (default: ${DEFAULT-VALUE}).")
  private String results;

  @Option(
      names = "--shard",
      defaultValue = "1/1",
      paramLabel = "I/N",
      description = "Do only the I-th of N shares of the inputs; 'fewshot merge' then sums up.")
  private String shard;

  @Option(
      names = "--spark",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "URL",
      description =
          "Work on the Spark cluster at this address, such as spark://host:7077; all its machines must"
              + " see the inputs and --out under the same paths.")
  private String spark;

  @Option(names = "--resume", description = "Go on with a job that was interrupted.")
  private boolean resume;

  @Option(names = "--overwrite", description = "Replace results that are there already.")
  private boolean overwrite;

  @Option(
      names = "--backbone",
      defaultValue = TrainingSettings.AUTO,
      paramLabel = "B",
      description = "Where the classifier's backbone is, if it has moved since the training.")
  private String backbone;

  @Override
  public Integer call() {
    Classifier classifier = ClassifierFile.read(classifierFile);
    ClassificationPlan plan =
        Checks.words(() -> ClassificationPlan.parse(classifier, mode, patch, stride))
            .withResolution(resolution.resolution());
    if ((plan.mode() == PredictionMode.REGIONS) != (regions != null)) {
      throw new UsageException("--mode regions and --regions PATH go together.");
    }
    JobSettings settings =
        new JobSettings(
            classifierFile,
            plan,
            out,
            regions,
            Checks.words(() -> ResultKind.parse(results)),
            Checks.words(() -> Shard.parse(shard)),
            resume,
            overwrite);
    InputList inputs = Checks.words(() -> InputList.of(paths, recursive, out));
    return spark == null ? here(settings, inputs) : onCluster(settings, inputs);
  }

  private int onCluster(JobSettings settings, InputList inputs) {
    ImageWork cluster =
        new SparkCluster(spark, backbone, common.device(), common.threadsOr(0)).work(settings);
    try (FolderJob job = new FolderJob(settings, inputs);
        ProgressReport progress = common.progress("classifying")) {
      return Outcome.exitCode(job.run(cluster, common::detail, progress), common, spec);
    }
  }

  private int here(JobSettings settings, InputList inputs) {
    try (FolderJob job = new FolderJob(settings, inputs);
        OpenClassifier open =
            new OpenClassifier(settings.plan(), backbone, common.device(), common.threads())) {
      if (open.isSlow()) {
        common.say(
            "The backbone yields no maps, so each patch goes through it on its own; that is slow, and"
                + " a larger --stride is faster.");
      }
      try (ProgressReport progress = common.progress("classifying")) {
        return Outcome.exitCode(job.run(open, common::detail, progress), common, spec);
      }
    }
  }
}
