package sc.fiji.fewshot.cli;

import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.FolderTrainer;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.EpisodicBenchmark;
import sc.fiji.fewshot.evaluate.EpisodicResult;
import sc.fiji.fewshot.io.AtomicFile;
import sc.fiji.fewshot.learn.FewShotMethods;

/** {@code fewshot evaluate}. */
@Command(
    name = "evaluate",
    header = "Measure few-shot accuracy on folders of classes.",
    description = {
      "",
      "Draws episodes (some classes, a few examples of each to learn from, others to recognise) and"
          + " reports the mean accuracy with its 95 % interval. Queries never help in learning.",
      "",
      "Example: fewshot evaluate --data cells/ --ways 5 --shots 1,5,10 --json result.json",
      ""
    })
final class EvaluateCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of classes (DIR/class/image.png).")
  private List<Path> data;

  @Option(
      names = "--ways",
      defaultValue = "5",
      paramLabel = "N",
      description = "Classes in an episode (default: ${DEFAULT-VALUE}); fewer if there are fewer.")
  private int ways;

  @Option(
      names = "--shots",
      defaultValue = "1,5,10",
      split = ",",
      paramLabel = "N",
      description = "Examples of each class, one or several numbers (default: ${DEFAULT-VALUE}).")
  private List<Integer> shots;

  @Option(
      names = "--queries",
      defaultValue = "15",
      paramLabel = "N",
      description = "Images of each class to recognise (default: ${DEFAULT-VALUE}).")
  private int queries;

  @Option(
      names = "--episodes",
      defaultValue = "600",
      paramLabel = "N",
      description = "Number of episodes (default: ${DEFAULT-VALUE}).")
  private int episodes;

  @Option(
      names = "--json",
      required = true,
      paramLabel = "FILE",
      description = "File to write: one object a data set and number of shots.")
  private Path json;

  /** One object of the JSON; the fields' names are part of the command's contract. */
  private record Line(
      String data,
      int ways,
      int shots,
      int queries,
      int episodes,
      long seed,
      String method,
      String backbone,
      double accuracy,
      double ci95,
      double seconds) {}

  @Override
  public Integer call() {
    Checks.atLeast("--ways", ways, 2);
    shots.forEach(s -> Checks.atLeast("--shots", s, 1));
    Checks.atLeast("--queries", queries, 1);
    Checks.atLeast("--episodes", episodes, 2);
    List<Line> lines = new ArrayList<>();
    try (WorkerPool workers = new WorkerPool(common.threads());
        Backbone backbone = Backbones.open(training.backbone(), common.device())) {
      for (Path folder : data) {
        evaluate(ClassFolder.read(folder), backbone, workers, lines);
      }
    }
    String text =
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(lines) + "\n";
    AtomicFile.write(
        json, temporary -> Files.write(temporary, text.getBytes(StandardCharsets.UTF_8)));
    return 0;
  }

  private void evaluate(
      ClassFolder folder, Backbone backbone, WorkerPool workers, List<Line> lines) {
    EpisodicBenchmark benchmark;
    try (ProgressReport progress = common.progress(folder.name())) {
      benchmark =
          new FolderTrainer(backbone, workers).benchmark(folder, training.settings(), progress);
    }
    for (int shot : shots) {
      long start = System.nanoTime();
      EpisodicResult result =
          benchmark.run(
              FewShotMethods.byName(training.settings().method()),
              FolderTrainer.standardisation(backbone),
              ways,
              shot,
              queries,
              episodes,
              training.settings().seed(),
              workers.threads());
      double seconds = (System.nanoTime() - start) / 1e9;
      lines.add(
          new Line(
              folder.name(),
              result.ways(),
              shot,
              queries,
              episodes,
              result.seed(),
              training.settings().method(),
              backbone.info().name(),
              result.accuracy(),
              result.ci95(),
              seconds));
      System.out.printf(
          Locale.ROOT,
          "%s, %d ways, %d shots: %.2f ± %.2f %%%n",
          folder.name(),
          result.ways(),
          shot,
          100 * result.accuracy(),
          100 * result.ci95());
    }
  }
}
