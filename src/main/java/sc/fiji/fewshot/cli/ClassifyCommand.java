package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.ClassificationJob;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.InputList;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.PredictionMode;
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
      defaultValue = TrainingSettings.AUTO,
      paramLabel = "B",
      description = "Where the classifier's backbone is, if it has moved since the training.")
  private String backbone;

  @Override
  public Integer call() {
    Classifier classifier = ClassifierFile.read(classifierFile);
    ClassificationPlan plan =
        Checks.words(() -> ClassificationPlan.parse(classifier, mode, patch, stride));
    if ((plan.mode() == PredictionMode.REGIONS) != (regions != null)) {
      throw new UsageException("--mode regions and --regions PATH go together.");
    }
    InputList inputs = share(InputList.of(paths));
    List<String> failures = new ArrayList<>();
    try (OpenClassifier open =
        new OpenClassifier(plan, backbone, common.device(), common.threads())) {
      if (open.isSlow()) {
        common.say(
            "The backbone yields no maps, so each patch goes through it on its own; that is slow, and"
                + " a larger --stride is faster.");
      }
      ClassificationJob job = new ClassificationJob(open, out, regions, resume, overwrite);
      for (InputList.Input input : inputs.inputs()) {
        try {
          classify(job, input);
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

  private void classify(ClassificationJob job, InputList.Input input) {
    if (job.isDone(input)) {
      common.say(input.stem() + ": done before");
      return;
    }
    Path table;
    try (ProgressReport progress = common.progress(input.stem())) {
      table = job.run(input, progress);
    }
    common.say(input.stem() + ": wrote " + table);
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
}
