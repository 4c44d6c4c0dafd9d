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
import sc.fiji.fewshot.augment.Augmentation;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.ClassifierAccuracy;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.classifier.Classifier;
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
import sc.fiji.fewshot.evaluate.RefinedPeer;
import sc.fiji.fewshot.io.AtomicFile;
import sc.fiji.fewshot.io.ClassifierFile;
import sc.fiji.fewshot.learn.Adaptation;

/**
 * Measures on a folder of classes: a classifier that there is, or else, in many small learning
 * tasks, what a classifier learns from a few examples.
 */
@Plugin(
    type = Command.class,
    menu = {
      @Menu(label = FewShotCommand.PLUGINS),
      @Menu(label = FewShotCommand.FEW_SHOT),
      @Menu(label = "Evaluate Classifier...", weight = 5)
    },
    headless = true,
    description =
        "Measures a classifier on a folder of images for each class; or, without one, what is"
            + " learnt from a few of these images.",
    initializer = "prepare")
public final class EvaluateClassifier extends FewShotCommand {

  /** What adapts the CNN in each episode, which is slow, takes part in the first ones only. */
  private static final int ADAPTED_EPISODES = 60;

  @Parameter(
      label = "Data: folder of classes",
      description = "Folder with a folder of images for each class, or a folder of such folders.",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      persist = false)
  private File data;

  @Parameter(
      label = "Classifier (.fewshot; empty: learn from the data)",
      description =
          "A classifier file to measure; left empty, many small learning tasks are drawn from the"
              + " data, and the fields below count.",
      required = false,
      persist = false)
  private File classifier;

  @Parameter(
      label = "Method",
      description =
          "How classes are told apart; auto lets the examples decide. In macros options may follow,"
              + " as in features:head=logistic.",
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
      label = "Augment",
      description = "How strongly the views of an example vary.",
      choices = {"light", "strong", "histology", "none"},
      required = false,
      persist = false)
  private String augment = Augmentation.LIGHT.key();

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
      label = "Uneven shots",
      description = "Give each class a number of examples of its own: from 2 to the shots.",
      required = false,
      persist = false)
  private boolean uneven;

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
      label = "Output: results (.json)",
      description = "File for the results; left empty, only the log shows them.",
      style = FileWidget.SAVE_STYLE,
      required = false,
      persist = false)
  private File output;

  @Parameter(
      label = "Overwrite",
      description = "Replace the file if it exists.",
      required = false,
      persist = false)
  private boolean overwrite;

  @Override
  void execute() {
    Path folder = Given.required(data, "data", "the folder of classes to measure on");
    Optional<Path> target = Given.path(output);
    target.ifPresent(file -> Given.checkNew(file, overwrite));
    String json =
        Given.path(classifier)
            .map(file -> measure(ClassifierFile.read(file), ClassFolder.read(folder)))
            .orElseGet(() -> learn(ClassFolder.readAll(folder)));
    target.ifPresent(file -> write(file, json));
  }

  private String measure(Classifier trained, ClassFolder folder) {
    ClassificationPlan plan = ClassificationPlan.parse(trained, "image", 0, 0);
    try (OpenClassifier open = new OpenClassifier(plan, TrainingSettings.AUTO, device, threads());
        TaskProgress progress = progress("evaluating")) {
      ClassifierAccuracy accuracy = ClassifierAccuracy.measure(open, folder, progress);
      accuracy.lines().forEach(this::say);
      return accuracy.toJson();
    }
  }

  private String learn(List<ClassFolder> folders) {
    BenchmarkPlan plan = BenchmarkPlan.parse(ways, shots, queries, episodes, seed, uneven);
    TrainingSettings settings =
        TrainingSettings.parse(method, 0, views, preset, seed).augmenting(augment);
    try (WorkerPool workers = new WorkerPool(threads());
        Backbone network = Backbones.open(backbone, device);
        TaskProgress progress = progress("evaluating")) {
      Peer peer =
          settings.adaptation() == Adaptation.NONE
              ? new RecipePeer(network, settings, workers, EmbeddingCache.inMemory(), false)
              : new RefinedPeer(network, settings, workers, ADAPTED_EPISODES);
      BenchmarkReport report =
          new BenchmarkReport(plan, List.of(peer), new ArrayList<>(), List.of());
      for (int i = 0; i < folders.size(); i++) {
        double from = (double) i / folders.size();
        double to = (i + 1.0) / folders.size();
        try (Learner learner = peer.prepare(folders.get(i), progress.part(from, to))) {
          run(
              new DataSetBenchmark(folders.get(i), report.peers(), List.of(learner), plan, workers),
              folders.get(i).name(),
              report);
        }
        progress.done(to);
      }
      if (report.rows().isEmpty()) {
        throw new FewShotException("No data set has enough images; ask for fewer shots.");
      }
      return JsonReport.of(report);
    }
  }

  private void run(DataSetBenchmark benchmark, String name, BenchmarkReport report) {
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

  private void write(Path file, String json) {
    AtomicFile.write(
        file, temporary -> Files.write(temporary, json.getBytes(StandardCharsets.UTF_8)));
    say("Wrote " + file);
  }
}
