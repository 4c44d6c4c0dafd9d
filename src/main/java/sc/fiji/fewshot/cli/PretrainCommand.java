package sc.fiji.fewshot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
      "",
      "Starts from the embedded backbone (or --init), learns to tell the images of a set apart"
          + " whatever their direction, size and stain, and writes a folder that every --backbone"
          + " option takes. The same call goes on after an interruption; training.png shows the"
          + " course.",
      "",
      "Example: fewshot pretrain --data blood/ --data tissue/ --validation cells/ --out my-backbone",
      ""
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
      names = "--trained",
      paramLabel = "FILE",
      description =
          "Weights already trained from the initial ones, as by src/main/python/pretrain.py on a"
              + " GPU: only how far to go towards them is chosen, and their statistics measured.")
  private Path trained;

  @Option(
      names = "--validation",
      paramLabel = "DIR",
      description =
          "Folder of classes, not used for training, that decides how far to move from the"
              + " initial weights.")
  private Path validation;

  @Option(
      names = "--steps",
      defaultValue = "2900",
      paramLabel = "N",
      description = "Number of updates (default: ${DEFAULT-VALUE}, an hour on two cores).")
  private int steps;

  @Option(
      names = "--learning-rate",
      defaultValue = "2.5e-4",
      paramLabel = "R",
      description = "Largest of the course (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--distillation-weight",
      defaultValue = "1.5",
      paramLabel = "W",
      description = "Weight of staying near the initial network (default: ${DEFAULT-VALUE}).")
  private double distillationWeight;

  @Option(
      names = "--label-weight",
      defaultValue = "0.1",
      paramLabel = "W",
      description = "Weight of bringing classes together (default: ${DEFAULT-VALUE}).")
  private double labelWeight;

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
    // A missing GPU is told before thousands of images are read.
    common.detail("Device: " + Devices.describe(common.device()));
    PretrainSettings usual = PretrainSettings.usual();
    PretrainSettings settings =
        new PretrainSettings(
            steps,
            usual.batch(),
            usual.imageSide(),
            usual.viewSide(),
            learningRate,
            distillationWeight,
            labelWeight,
            seed);
    PretrainJob job =
        new PretrainJob(
            data, initial, trained, validation, settings, common.device(), common.threads());
    try (ProgressBar bar = common.progressBar("Training", steps)) {
      job.run(
          out,
          losses -> {
            bar.stepTo(losses.step());
            bar.setExtraMessage(
                String.format(Locale.ROOT, " %.3f %.3f", losses.views(), losses.distillation()));
          },
          common::say);
    }
    common.say("Wrote the backbone to " + out + "; use it with --backbone " + out);
    return 0;
  }
}
