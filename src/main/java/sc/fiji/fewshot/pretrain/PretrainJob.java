package sc.fiji.fewshot.pretrain;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Sha256;
import sc.fiji.fewshot.backbone.Tensor;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Standardiser;

/**
 * Makes a backbone folder from folders of classes: trains, chooses how far to move from the initial
 * weights by few-shot accuracy on a data set kept out of training, and writes weights, facts and
 * the course of training.
 *
 * @param data folders of classes to train on
 * @param initial where to start: see {@link InitialWeights#read}; null for the embedded backbone
 * @param trained weights that were trained elsewhere from the initial ones; null to train here
 * @param validation folder of classes to choose by; null to keep the trained weights as they are
 * @param training how to train
 * @param imageSide images to train on are kept in memory at this width and height, pixels
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param threads for encoding
 */
public record PretrainJob(
    List<Path> data,
    Path initial,
    Path trained,
    Path validation,
    WeightTraining training,
    int imageSide,
    String device,
    int threads) {

  /** Side at which whole images are embedded, as in {@code fewshot evaluate}. */
  private static final int ENCODED_SIDE = 128;

  /** Images of each set whose embeddings make the statistics: the cost grows with the cube. */
  private static final int STATISTICS_IMAGES = 200;

  // Averaging the weights before and after training often beats both ("WiSE-FT": Wortsman et al.,
  // "Robust fine-tuning of zero-shot models", CVPR 2022).
  private static final double[] SHARES = {0, 0.25, 0.5, 0.75, 1};

  /** The facts about a run, as they are written to {@code backbone.json}. */
  private record Facts(
      String network,
      String sha256,
      String initial,
      String initialSha256,
      Map<String, Integer> images,
      String validation,
      Map<String, Double> validationAccuracyByShareOfTraining,
      double shareOfTraining,
      Object settings,
      double seconds) {}

  /** The weights to keep, and how each candidate did. */
  private record Choice(byte[] weights, double share, Map<String, Double> accuracies) {}

  /**
   * Runs the job; blocks until done. A folder with a checkpoint of the same settings is gone on
   * with.
   *
   * @param out folder to create or fill
   * @param report hears of what is done, one line at a time
   * @throws FewShotException if images or folders cannot be read or written, or training fails
   */
  public void run(Path out, Consumer<String> report) {
    long start = System.nanoTime();
    createFolder(out);
    InitialWeights start0 = InitialWeights.read(initial);
    List<TrainingSet> sets = data.stream().map(d -> TrainingImages.read(d, imageSide)).toList();
    Map<String, Integer> images = new LinkedHashMap<>();
    sets.forEach(s -> images.put(s.name(), s.size()));
    report.accept("Read " + images);
    try (WorkerPool workers = new WorkerPool(threads)) {
      Map<String, Tensor> after =
          trained != null
              ? InitialWeights.read(trained).tensors()
              : training.train(out, start0.tensors(), sets, workers);
      Choice choice = choose(start0.tensors(), after, workers, report);
      Facts facts =
          new Facts(
              "MobileNetV1 1.0 to the twelfth separable convolution, batch normalisation folded",
              Sha256.of(choice.weights()),
              start0.origin(),
              start0.sha256(),
              images,
              validation == null ? null : validation.getFileName().toString(),
              choice.accuracies(),
              choice.share(),
              training.settings(),
              (System.nanoTime() - start) / 1e9);
      write(out, choice.weights(), facts);
    }
  }

  private Choice choose(
      Map<String, Tensor> before,
      Map<String, Tensor> after,
      WorkerPool workers,
      Consumer<String> report) {
    List<TrainingSet> sets =
        data.stream().map(folder -> TrainingImages.read(folder, ENCODED_SIDE)).toList();
    if (validation == null) {
      return new Choice(withStatistics(after, sets, workers), 1, Map.of());
    }
    TrainingSet heldOut = TrainingImages.read(validation, ENCODED_SIDE);
    Map<String, Double> accuracies = new LinkedHashMap<>();
    Choice best = null;
    double bestAccuracy = -1;
    for (double share : SHARES) {
      byte[] weights = withStatistics(MovingAverage.mix(before, after, share), sets, workers);
      double accuracy;
      try (Backbone backbone = Backbones.ofWeights("candidate", weights, device)) {
        accuracy =
            Validation.accuracy(backbone, backbone.statistics().orElseThrow(), heldOut, workers);
      }
      accuracies.put(Double.toString(share), accuracy);
      report.accept(
          String.format("Share of training %.2f: validation accuracy %.4f", share, accuracy));
      if (accuracy > bestAccuracy) {
        bestAccuracy = accuracy;
        best = new Choice(weights, share, accuracies);
      }
    }
    return best;
  }

  /** An equal share of every training set, at the size at which images are embedded later. */
  private byte[] withStatistics(
      Map<String, Tensor> weights, List<TrainingSet> sets, WorkerPool workers) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(weights);
    byte[] bare = Safetensors.write(tensors, Safetensors.Precision.F16);
    try (Backbone backbone = Backbones.ofWeights("candidate", bare, device)) {
      SetEncoder encoder = new SetEncoder(backbone, workers);
      List<int[]> chosen = sets.stream().map(s -> s.spread(STATISTICS_IMAGES).toArray()).toList();
      List<float[][]> embeddings = new ArrayList<>();
      for (int i = 0; i < sets.size(); i++) {
        embeddings.add(encoder.encode(sets.get(i), chosen.get(i)));
      }
      Standardiser standardiser =
          Standardiser.of(embeddings.stream().flatMap(Arrays::stream).toArray(float[][]::new));
      WithinClassScatter scatter = new WithinClassScatter(standardiser);
      for (int i = 0; i < sets.size(); i++) {
        TrainingSet set = sets.get(i);
        if (set.labelled()) {
          int[] labels = IntStream.of(chosen.get(i)).map(set::label).toArray();
          scatter.add(embeddings.get(i), labels, set.classes().size());
        }
      }
      scatter.statistics().writeTo(tensors);
    }
    return Safetensors.write(tensors, Safetensors.Precision.F16);
  }

  private static void createFolder(Path out) {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new FewShotException(
          "The folder " + out + " cannot be created; choose another with --out.", e);
    }
  }

  private static void write(Path out, byte[] weights, Facts facts) {
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    writing(
        out,
        () -> {
          Files.writeString(out.resolve("backbone.json"), gson.toJson(facts) + "\n");
          Path partial = out.resolve(Backbones.WEIGHTS_FILE + ".part");
          Files.write(partial, weights);
          Files.move(
              partial, out.resolve(Backbones.WEIGHTS_FILE), StandardCopyOption.REPLACE_EXISTING);
          Checkpoint.delete(out);
        });
  }

  /** Something that writes files. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private static void writing(Path out, Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new FewShotException("The backbone cannot be written to " + out + ".", e);
    }
  }
}
