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
import sc.fiji.fewshot.meta.MetaSettings;
import sc.fiji.fewshot.pretrain.PretrainJob;
import sc.fiji.fewshot.pretrain.PretrainSettings;
import sc.fiji.fewshot.pretrain.ViewsTraining;
import sc.fiji.fewshot.pretrain.WeightTraining;
import sc.fiji.fewshot.pretrain.episodic.Conv4Job;
import sc.fiji.fewshot.pretrain.episodic.EpisodicTraining;
import sc.fiji.fewshot.pretrain.episodic.HeadMetaJob;
import sc.fiji.fewshot.pretrain.episodic.TrainingStep;

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
      "Other objectives meta-train by episodes: few examples of some classes to learn from, others"
          + " to recognise. With --network conv4 the small network of the literature is trained"
          + " from random weights on dark drawings on light paper, such as Omniglot's.",
      "",
      "Example: fewshot pretrain --data blood/ --data tissue/ --validation cells/ --out my-backbone",
      "  fewshot pretrain --network conv4 --objective prototypical --rotated-classes"
          + " --data small1/ --test small2/ --out my-conv4",
      ""
    })
final class PretrainCommand implements Callable<Integer> {

  private static final int VIEWS_STEPS = 2900;
  private static final double VIEWS_RATE = 2.5e-4;
  private static final int EPISODES = 800;
  private static final double CONV4_RATE = 2e-3;
  private static final double MOBILENET_RATE = 1e-4;

  @Mixin private CommonOptions common;

  @Mixin private EpisodicOptions episodic;

  @Option(
      names = "--network",
      defaultValue = "mobilenet",
      paramLabel = "mobilenet|conv4",
      description =
          "The embedded backbone's network (default), or the Conv-4 of the few-shot literature.")
  private String network;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description =
          "Folders of classes (DIR/class/image.png); one class alone is learnt without labels. With"
              + " --network conv4 classes may lie deeper.")
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
      arity = "1..*",
      paramLabel = "DIR",
      description =
          "Folder of classes, not used for training, that decides how far to move from the"
              + " initial weights; with --network conv4 folders to measure along the way.")
  private List<Path> validation = List.of();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description =
          "Number of updates (default: 2900 for views, an hour on two cores; 800 for episodes).")
  private Integer steps;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      description =
          "Largest of the course (default: 2.5e-4 for views; for episodes 2e-3 with conv4, 1e-4 with"
              + " mobilenet).")
  private Double learningRate;

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
    boolean conv4 = conv4();
    if (conv4 && (initial != null || trained != null)) {
      throw new UsageException(
          "--network conv4 starts from random weights; leave out --init and --trained.");
    }
    if (!conv4 && validation.size() > 1) {
      throw new UsageException("--network mobilenet takes one folder for --validation.");
    }
    episodic.check(conv4);
    int count = chosen(steps, episodic.episodic() ? EPISODES : VIEWS_STEPS);
    double usualRate = conv4 ? CONV4_RATE : MOBILENET_RATE;
    double rate = chosen(learningRate, episodic.episodic() ? usualRate : VIEWS_RATE);
    Checks.atLeast("--steps", count, 1);
    Checks.positive("--learning-rate", rate);
    Devices.useEngineThreads(common.threads());
    // A missing GPU is told before thousands of images are read.
    common.detail("Device: " + Devices.describe(common.device()));
    try (ProgressBar bar = common.progressBar("Training", count)) {
      if (episodic.startOnly(conv4)) {
        trainStart(count, bar);
      } else if (conv4) {
        trainConv4(count, rate, bar);
      } else {
        trainMobileNet(count, rate, bar);
      }
    }
    common.say("Wrote the backbone to " + out + "; use it with --backbone " + out);
    return 0;
  }

  private static <T> T chosen(T given, T usual) {
    return given == null ? usual : given;
  }

  private boolean conv4() {
    return switch (network.toLowerCase(Locale.ROOT)) {
      case "mobilenet" -> false;
      case "conv4" -> true;
      default ->
          throw new UsageException("--network must be mobilenet or conv4, not '" + network + "'.");
    };
  }

  private void trainConv4(int count, double rate, ProgressBar bar) {
    new Conv4Job(
            data,
            validation,
            episodic.test(),
            episodic.oneShotRuns(),
            episodic.testEpisodes(),
            episodic.settings(count, rate, seed),
            common.device())
        .run(out, step -> show(step, bar), common::say);
  }

  private void trainStart(int count, ProgressBar bar) {
    MetaSettings usual = MetaSettings.usual();
    new HeadMetaJob(
            initial,
            data,
            validation.isEmpty() ? null : validation.get(0),
            new MetaSettings(count, usual.tasks(), usual.loop(), usual.validateEvery(), seed),
            common.device(),
            common.threads())
        .run(out, step -> show(step, bar), common::say);
  }

  private static void show(TrainingStep step, ProgressBar bar) {
    bar.stepTo(step.step());
    bar.setExtraMessage(
        String.format(Locale.ROOT, " loss %.3f accuracy %.3f", step.loss(), step.accuracy()));
  }

  private void trainMobileNet(int count, double rate, ProgressBar bar) {
    new PretrainJob(
            data,
            initial,
            trained,
            validation.isEmpty() ? null : validation.get(0),
            episodic.episodic() ? episodes(count, rate, bar) : views(count, rate, bar),
            PretrainSettings.usual().imageSide(),
            common.device(),
            common.threads())
        .run(out, common::say);
  }

  private WeightTraining episodes(int count, double rate, ProgressBar bar) {
    return new EpisodicTraining(
        episodic.settings(count, rate, seed),
        common.device(),
        step -> show(step, bar),
        common::say);
  }

  private WeightTraining views(int count, double rate, ProgressBar bar) {
    PretrainSettings usual = PretrainSettings.usual();
    PretrainSettings settings =
        new PretrainSettings(
            count,
            usual.batch(),
            usual.imageSide(),
            usual.viewSide(),
            rate,
            distillationWeight,
            labelWeight,
            seed);
    return new ViewsTraining(
        settings,
        common.device(),
        losses -> {
          bar.stepTo(losses.step());
          bar.setExtraMessage(
              String.format(Locale.ROOT, " %.3f %.3f", losses.views(), losses.distillation()));
        },
        common::say);
  }
}
