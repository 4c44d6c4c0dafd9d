package sc.fiji.fewshot.pretrain.episodic;

import ai.djl.ndarray.NDManager;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.HeadStart;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.io.AtomicFile;
import sc.fiji.fewshot.meta.EmbeddedSet;
import sc.fiji.fewshot.meta.HeadMetaTrainer;
import sc.fiji.fewshot.meta.MetaMoment;
import sc.fiji.fewshot.meta.MetaSettings;
import sc.fiji.fewshot.pretrain.Checkpoint;
import sc.fiji.fewshot.pretrain.EmbeddedSets;

/**
 * Meta-trains the start of the method {@code maml} for a network that stays as it is: embeds
 * folders of classes once, then draws tasks from the embeddings.
 *
 * @param initial backbone folder whose network it is; null for the embedded backbone
 * @param data folders of classes to draw tasks from
 * @param validation folder of classes to choose the best moment by; null for none
 * @param settings of training
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param threads for encoding
 */
public record HeadMetaJob(
    Path initial,
    List<Path> data,
    Path validation,
    MetaSettings settings,
    String device,
    int threads) {

  private static final String NAME = "maml";
  private static final String FACTS = NAME + ".json";

  /** What must be the same for an interrupted run to go on. */
  private record Run(
      String backboneSha256,
      Map<String, Integer> images,
      String validation,
      MetaSettings settings) {}

  /** What is told of the run, in {@value #FACTS}. */
  private record Facts(
      String backboneSha256,
      Map<String, Integer> images,
      String validation,
      MetaSettings settings,
      double encodingSeconds,
      double trainingSeconds) {}

  /**
   * Runs the job; blocks until done.
   *
   * @param out folder that receives the weights, unless they lie there, {@value HeadStart#FILE},
   *     {@value #FACTS}, {@code maml.csv} and {@code maml.png}; until the end also a checkpoint,
   *     from which the same job goes on after an interruption
   * @param listener hears of each update
   * @param report hears of what is done, one line at a time
   * @throws FewShotException if images or folders cannot be read or written, the folder holds such
   *     a start already, or training diverges
   */
  public void run(Path out, Consumer<TrainingStep> listener, Consumer<String> report) {
    if (Files.exists(out.resolve(HeadStart.FILE))) {
      throw new FewShotException(out + " holds a start for 'maml' already; choose another --out.");
    }
    String name = initial == null ? Backbones.EMBEDDED : initial.toString();
    try (Backbone backbone = Backbones.open(name, device);
        WorkerPool workers = new WorkerPool(threads)) {
      train(backbone, workers, out, listener, report);
    }
    Path weights = out.resolve(Backbones.WEIGHTS_FILE);
    if (!Files.exists(weights)) {
      AtomicFile.write(weights, file -> Files.write(file, weights()));
    }
  }

  private byte[] weights() throws IOException {
    if (initial == null) {
      return Backbones.embeddedWeights();
    }
    return Files.readAllBytes(
        Files.isDirectory(initial) ? initial.resolve(Backbones.WEIGHTS_FILE) : initial);
  }

  private void train(
      Backbone backbone,
      WorkerPool workers,
      Path out,
      Consumer<TrainingStep> listener,
      Consumer<String> report) {
    long start = System.nanoTime();
    EmbeddedSets encoder = new EmbeddedSets(backbone, workers);
    Map<String, Integer> images = new TreeMap<>();
    List<EmbeddedSet> sets = new ArrayList<>();
    for (Path folder : data) {
      EmbeddedSets.Raw raw = encoder.read(folder, Progress.NONE);
      images.put(raw.folder().name(), raw.labels().length);
      sets.add(encoder.standardised(raw));
      sets.add(encoder.standardisedByItself(raw));
      report.accept("Embedded %d images of %s.".formatted(raw.labels().length, folder));
    }
    Optional<EmbeddedSet> heldOut =
        Optional.ofNullable(validation)
            .map(folder -> encoder.standardised(encoder.read(folder, Progress.NONE)));
    long encoded = System.nanoTime();
    String judge = validation == null ? null : validation.getFileName().toString();
    Run run = new Run(backbone.info().sha256(), images, judge, settings);
    Optional<MetaMoment> from =
        Checkpoint.read(out, run).map(c -> new MetaMoment(c.step(), c.tensors()));
    from.ifPresent(moment -> report.accept("Going on after update " + moment.update() + "."));
    Course course = from.map(m -> Course.read(out, NAME, m.update())).orElseGet(Course::new);
    HeadStart learnt;
    try (NDManager manager = backbone.newManager()) {
      learnt =
          new HeadMetaTrainer(settings, sets, heldOut)
              .train(
                  manager,
                  from,
                  update -> {
                    TrainingStep step = step(update);
                    course.add(step);
                    listener.accept(step);
                  },
                  moment -> {
                    course.write(out, NAME);
                    new Checkpoint(moment.update(), moment.tensors()).write(out, run);
                  });
    }
    double trainingSeconds = (System.nanoTime() - encoded) / 1e9;
    report.accept("Trained for %.0f s.".formatted(trainingSeconds));
    Facts facts =
        new Facts(
            backbone.info().sha256(),
            images,
            judge,
            settings,
            (encoded - start) / 1e9,
            trainingSeconds);
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(facts) + "\n";
    AtomicFile.write(out.resolve(FACTS), file -> Files.writeString(file, json));
    AtomicFile.write(out.resolve(HeadStart.FILE), file -> Files.write(file, learnt.toBytes()));
    Checkpoint.delete(out);
  }

  private static TrainingStep step(HeadMetaTrainer.Report update) {
    return new TrainingStep(
        update.update(),
        update.loss(),
        update.accuracy(),
        new TrainingStep.Validation(update.oneShot(), update.fiveShots()));
  }
}
