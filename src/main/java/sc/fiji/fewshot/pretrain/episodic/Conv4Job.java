package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDManager;
import com.google.gson.GsonBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.Conv4;
import sc.fiji.fewshot.backbone.Devices;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.io.AtomicFile;
import sc.fiji.fewshot.pretrain.Checkpoint;

/**
 * Meta-trains a {@link Conv4} from random weights and measures it by the published protocol.
 *
 * @param data folders of classes to train on, however deep
 * @param validation the same to measure along the way; none to leave that out
 * @param test the same to measure at the end; none to leave that out
 * @param oneShotRuns folder of Omniglot's official one-shot runs; null to leave them out
 * @param testEpisodes episodes of each kind of test
 * @param settings of training
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 */
public record Conv4Job(
    List<Path> data,
    List<Path> validation,
    List<Path> test,
    Path oneShotRuns,
    int testEpisodes,
    EpisodicSettings settings,
    String device) {

  private static final int VALIDATION_EPISODES = 200;
  private static final String FACTS = "backbone.json";

  /** What is told of the run, in {@code backbone.json}. */
  private record Facts(
      String network,
      EpisodicSettings settings,
      int trainingClasses,
      int trainingImages,
      List<TestResult> test,
      double trainingSeconds) {}

  /**
   * Runs the job; blocks until done. A folder with a checkpoint of the same settings is gone on
   * with, and the course is then the same as without the break.
   *
   * @param out folder to create or fill: {@code backbone.safetensors}, {@code backbone.json},
   *     {@code training.csv}, {@code training.png}
   * @param listener hears of each step, on the calling thread
   * @param report hears of what is done, one line at a time
   * @return the results of the test
   * @throws FewShotException if images or folders cannot be read or written, the folder holds a
   *     finished network, or training diverges
   */
  public List<TestResult> run(Path out, Consumer<TrainingStep> listener, Consumer<String> report) {
    if (Checkpoint.read(out, settings).isEmpty()
        && Files.exists(out.resolve(Backbones.WEIGHTS_FILE))) {
      throw new FewShotException(out + " holds a finished backbone; choose another --out.");
    }
    ClassImages drawn = Drawings.read(data, Conv4.SIDE);
    ClassImages training = settings.rotatedClasses() ? drawn.withRotatedClasses() : drawn;
    report.accept(
        "Read %d images of %d classes%s."
            .formatted(
                drawn.size(),
                drawn.classes().size(),
                settings.rotatedClasses() ? ", each turned by four right angles" : ""));
    try (NDManager manager = Devices.engine().newBaseManager(Devices.choose(device));
        Conv4Network network = new Conv4Network(manager, Conv4.initial(settings.seed()))) {
      Objective objective = settings.kind().of(network, training.classes().size(), settings);
      EpisodicTrainer trainer =
          new EpisodicTrainer(
              network,
              objective,
              new DrawingTasks(training, settings.plan(), settings.warped(), settings.seed()),
              settings);
      long start = System.nanoTime();
      new CheckpointedTraining(out, settings, validation(manager, objective), listener, report)
          .run(trainer);
      double seconds = (System.nanoTime() - start) / 1e9;
      report.accept("Trained for %.0f s.".formatted(seconds));
      List<TestResult> results =
          new Conv4Protocol(test, oneShotRuns, testEpisodes).run(manager, objective, training);
      results.forEach(r -> report.accept(r.toString()));
      write(
          out,
          trainer,
          new Facts(
              "Conv-4", settings, training.classes().size(), training.size(), results, seconds));
      return results;
    }
  }

  private Optional<Supplier<TrainingStep.Validation>> validation(
      NDManager manager, Objective objective) {
    if (validation.isEmpty()) {
      return Optional.empty();
    }
    ClassImages heldOut = Drawings.read(validation, Conv4.SIDE);
    return Optional.of(
        () -> {
          try (EpisodicAccuracy test = new EpisodicAccuracy(manager, objective, heldOut)) {
            return new TrainingStep.Validation(
                test.run(Conv4Protocol.ONE_SHOT, VALIDATION_EPISODES, 0).mean(),
                test.run(Conv4Protocol.FIVE_SHOTS, VALIDATION_EPISODES, 0).mean());
          }
        });
  }

  private static void write(Path out, EpisodicTrainer trainer, Facts facts) {
    Map<String, Tensor> learnt = trainer.learnt();
    AtomicFile.write(
        out.resolve(FACTS),
        file ->
            Files.writeString(
                file, new GsonBuilder().setPrettyPrinting().create().toJson(facts) + "\n"));
    AtomicFile.write(
        out.resolve(Backbones.WEIGHTS_FILE),
        file -> Files.write(file, Safetensors.write(learnt, Safetensors.Precision.F32)));
    Checkpoint.delete(out);
  }
}
