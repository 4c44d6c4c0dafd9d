package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.pretrain.PretrainJob;
import sc.fiji.fewshot.pretrain.PretrainSettings;

/** {@code fewshot pretrain}. */
@Command(
    name = "pretrain",
    header = "Train a backbone of your own on folders of classes.",
    description = {
      "Starts from the embedded backbone (or --init), learns from episodes of one data set at a"
          + " time, and writes a folder that every --backbone option takes.",
      "",
      "Example: fewshot pretrain --data blood/ --data tissue/ --validation cells/ --out my-backbone"
    })
final class PretrainCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description =
          "Folders of classes (DIR/class/image.png); one class alone is learnt without labels.")
  private List<Path> data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "BACKBONE_DIR",
      description =
          "Folder to write: backbone.safetensors, backbone.json, training.csv, training.png.")
  private Path out;

  @Option(
      names = "--init",
      paramLabel = "PATH",
      description =
          "Initial weights: a backbone folder, or a MobileNetV1 as .safetensors"
              + " (default: the embedded backbone).")
  private Path initial;

  @Option(
      names = "--validation",
      paramLabel = "DIR",
      description =
          "Folder of classes, not used for training, that decides how far to move from the"
              + " initial weights.")
  private Path validation;

  @Option(
      names = "--steps",
      defaultValue = "1200",
      paramLabel = "N",
      description = "Number of updates (default: ${DEFAULT-VALUE}, half an hour on two cores).")
  private int steps;

  @Option(
      names = "--learning-rate",
      defaultValue = "1e-4",
      paramLabel = "R",
      description = "Of Adam at the start (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--episode-weight",
      defaultValue = "0.3",
      paramLabel = "W",
      description =
          "Weight of the prototypical loss against distillation (default: ${DEFAULT-VALUE}).")
  private double episodeWeight;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of all random choices (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    Checks.atLeast("--steps", steps, 1);
    Checks.positive("--learning-rate", learningRate);
    Devices.useEngineThreads(common.threads());
    PretrainSettings usual = PretrainSettings.usual();
    PretrainSettings settings =
        new PretrainSettings(
            steps,
            usual.batch(),
            usual.imageSide(),
            usual.viewSide(),
            learningRate,
            episodeWeight,
            seed);
    PretrainJob job =
        new PretrainJob(data, initial, validation, settings, common.device(), common.threads());
    try (ProgressBar bar = common.progressBar("Training", steps)) {
      job.run(
          out,
          (step, set, distillation, episode) -> {
            bar.stepTo(step);
            bar.setExtraMessage(String.format(" %.4f %.4f", distillation, episode));
          },
          common::say);
    }
    common.say("Wrote the backbone to " + out + "; use it with --backbone " + out);
    return 0;
  }
}
