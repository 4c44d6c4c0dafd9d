package sc.fiji.fewshot.command;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.BenchmarkPlan;
import sc.fiji.fewshot.evaluate.BenchmarkReport;
import sc.fiji.fewshot.evaluate.DataSetBenchmark;
import sc.fiji.fewshot.evaluate.EmbeddingCache;
import sc.fiji.fewshot.evaluate.JsonReport;
import sc.fiji.fewshot.evaluate.Learner;
import sc.fiji.fewshot.evaluate.Peer;
import sc.fiji.fewshot.evaluate.RecipePeer;
import sc.fiji.fewshot.io.AtomicFile;

/** Measures few-shot accuracy on folders of classes. */
@Plugin(
    type = Command.class,
    menu = {
      @Menu(label = FewShotCommand.PLUGINS),
      @Menu(label = FewShotCommand.FEW_SHOT),
      @Menu(label = "Evaluate Classifier...", weight = 5)
    },
    headless = true,
    description =
        "Measures how well classes are told apart from a few examples, in many small learning"
            + " tasks drawn from a folder of images for each class.",
    initializer = "prepare")
public final class EvaluateClassifier extends FewShotCommand {

  @Parameter(
      label = "Data: folder of classes",
      description = "Folder with a folder of images for each class, or a folder of such folders.",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      persist = false)
  private File data;

  @Parameter(
      label = "Method",
      description = "How classes are told apart; auto lets the examples decide.",
      choices = {"auto", "prototypical", "ridge", "lda"},
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
      label = "Preset",
      description = "The kind of image: what may vary in it; auto guesses it.",
      choices = {"auto", "microscopy", "histology", "radiology", "other", "none"},
      required = false,
      persist = false)
  private String preset = TrainingSettings.AUTO;

  @Parameter(
      label = "Ways (classes in a task)",
      description = "Classes in a task; fewer if there are fewer.",
      required = false,
      persist = false)
  private int ways = 5;

  @Parameter(
      label = "Shots (examples of each class)",
      description = "Examples of each class, one or several numbers: 1,5,10.",
      required = false,
      persist = false)
  private String shots = "1,5,10";

  @Parameter(
      label = "Queries of each class",
      description = "Images of each class to recognise in a task.",
      required = false,
      persist = false)
  private int queries = 15;

  @Parameter(
      label = "Episodes",
      description = "Number of tasks.",
      required = false,
      persist = false)
  private int episodes = 600;

  @Parameter(
      label = "Views of each example",
      description = "How many augmented views of each example are learnt from; 1: itself only.",
      required = false,
      persist = false)
  private int views = TrainingSettings.USUAL_VIEWS;

  @Parameter(
      label = "Seed",
      description = "Seed of the tasks and of the random views.",
      required = false,
      persist = false)
  private long seed;

  @Parameter(
      label = "Out: results (.json)",
      description = "File for the results; left empty, only the log shows them.",
      style = FileWidget.SAVE_STYLE,
      required = false,
      persist = false)
  private File out;

  @Parameter(
      label = "Overwrite",
      description = "Replace the file if it exists.",
      required = false,
      persist = false)
  private boolean overwrite;

  @Override
  void execute() {
    Path folder = Given.required(data, "data", "the folder of classes to measure on");
    Optional<Path> target = Given.path(out);
    target.ifPresent(file -> Given.checkNew(file, overwrite));
    BenchmarkPlan plan = BenchmarkPlan.parse(ways, shots, queries, episodes, seed);
    TrainingSettings settings = TrainingSettings.parse(method, 0, views, preset, seed);
    List<ClassFolder> folders = ClassFolder.readAll(folder);
    try (WorkerPool workers = new WorkerPool(threads());
        Backbone network = Backbones.open(backbone, device);
        TaskProgress progress = progress("evaluating")) {
      Peer peer = new RecipePeer(network, settings, workers, EmbeddingCache.inMemory(), false);
      BenchmarkReport report =
          new BenchmarkReport(plan, List.of(peer), new ArrayList<>(), List.of());
      for (int i = 0; i < folders.size(); i++) {
        double from = (double) i / folders.size();
        double to = (i + 1.0) / folders.size();
        try (Learner learner = peer.prepare(folders.get(i), progress.part(from, to))) {
          measure(
              new DataSetBenchmark(folders.get(i), report.peers(), List.of(learner), plan, workers),
              folders.get(i).name(),
              report);
        }
        progress.done(to);
      }
      if (report.rows().isEmpty()) {
        throw new FewShotException("No data set has enough images; ask for fewer shots.");
      }
      target.ifPresent(file -> write(file, report));
    }
  }

  private void measure(DataSetBenchmark benchmark, String name, BenchmarkReport report) {
    for (int shot : report.plan().shots()) {
      Optional<String> problem = benchmark.problem(shot);
      if (problem.isPresent()) {
        say(name + " is left out: " + problem.get());
      } else {
        benchmark.run(
            shot,
            row -> {
              report.rows().add(row);
              say(row.text());
            });
      }
    }
  }

  private void write(Path file, BenchmarkReport report) {
    AtomicFile.write(
        file,
        temporary ->
            Files.write(temporary, JsonReport.of(report).getBytes(StandardCharsets.UTF_8)));
    say("Wrote " + file);
  }
}
