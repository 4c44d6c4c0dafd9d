package sc.fiji.fewshot.benchmark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.batch.ClassificationPlan;
import sc.fiji.fewshot.batch.OpenClassifier;
import sc.fiji.fewshot.batch.PredictionMode;
import sc.fiji.fewshot.batch.ResultKind;
import sc.fiji.fewshot.batch.folder.FolderJob;
import sc.fiji.fewshot.batch.folder.JobSettings;
import sc.fiji.fewshot.batch.input.InputList;
import sc.fiji.fewshot.batch.input.Shard;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.classifier.ViewPlane;
import sc.fiji.fewshot.encode.DenseEncoder;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.io.ClassifierFile;
import sc.fiji.fewshot.io.Pictures;

/**
 * How much a folder job takes besides running the CNN: reading, pooling, predicting and writing all
 * kinds of results.
 *
 * @param images how many, PNG files
 * @param side of each, pixels
 * @param patch side of a patch, pixels
 * @param stride from one patch to the next, pixels
 * @param jobSeconds for the job
 * @param encodingSeconds for the feature maps of the same images, which lie in memory, alone
 * @param overhead share of the job's time that is not encoding, 0 to 1
 */
public record FolderBenchmark(
    int images,
    int side,
    int patch,
    int stride,
    double jobSeconds,
    double encodingSeconds,
    double overhead) {

  /**
   * Measures image by image in turns, so that both see the same machine.
   *
   * @param image marked
   * @param examples on it
   * @param images how many to classify, at least 1
   * @param side of each, pixels
   * @param patch side of a patch, pixels
   * @param stride from one patch to the next, pixels
   * @param backbone to run
   * @param workers to run it on
   * @param device that the backbone is on, {@code auto}, {@code cpu} or {@code gpu}
   * @param progress may cancel
   * @return the times
   */
  public static FolderBenchmark run(
      ImageSource image,
      List<Example> examples,
      int images,
      int side,
      int patch,
      int stride,
      Backbone backbone,
      WorkerPool workers,
      String device,
      Progress progress) {
    Trained trained =
        new RegionTrainer(backbone, workers)
            .train(
                List.of(new MarkedImage(image, examples)),
                Map.of(),
                TrainingSettings.usual().withPatch(patch),
                Progress.NONE);
    try (TemporaryFolder temporary = new TemporaryFolder()) {
      Path folder = temporary.path();
      Path inputs = write(image, trained.classifier(), images, side, folder);
      Path file = folder.resolve("benchmark.fewshot");
      ClassifierFile.write(file, trained);
      ClassificationPlan plan =
          new ClassificationPlan(trained.classifier(), PredictionMode.PATCHES, stride);
      double encoding = 0;
      double job = 0;
      try (OpenClassifier open =
          new OpenClassifier(plan, TrainingSettings.AUTO, device, workers.threads())) {
        encoding = encode(inputs, trained.classifier(), backbone, workers);
        JobSettings settings =
            new JobSettings(
                file,
                plan,
                folder.resolve("out"),
                null,
                EnumSet.allOf(ResultKind.class),
                Shard.WHOLE,
                false,
                false);
        job = ForwardBenchmark.seconds(() -> classify(settings, inputs, open, progress));
        // The better of two, before and after: a busy machine makes neither slower.
        encoding = Math.min(encoding, encode(inputs, trained.classifier(), backbone, workers));
      }
      return new FolderBenchmark(images, side, patch, stride, job, encoding, 1 - encoding / job);
    }
  }

  private static void classify(
      JobSettings settings, Path inputs, OpenClassifier open, Progress progress) {
    InputList list = InputList.of(List.of(inputs.toString()), false, settings.out());
    try (FolderJob folderJob = new FolderJob(settings, list)) {
      if (folderJob.run(open, sentence -> {}, progress).partly()) {
        throw new FewShotException("The job of the benchmark has failed; see its journal.");
      }
    }
  }

  /** All maps of all images, with one window a block. */
  private static double encode(
      Path inputs, Classifier classifier, Backbone backbone, WorkerPool workers) {
    double scale = classifier.input().scale();
    DenseEncoder encoder =
        new DenseEncoder(backbone, workers, new FeatureCache(0), InputSpec.NETWORK_SIDE);
    double seconds = 0;
    try (Stream<Path> files = Files.list(inputs)) {
      for (Path each : files.sorted().toList()) {
        try (ImageSource image = ImageFiles.open(each)) {
          RgbView view = new RgbView(image, classifier.input().mapping().resolve(image));
          ViewPlane plane = new ViewPlane(view, 0, scale);
          double[] starts = starts(plane.width());
          seconds +=
              ForwardBenchmark.seconds(
                  () ->
                      encoder.grid(plane, plane, starts, starts, e -> e, (c, r, columns, e) -> {}));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seconds;
  }

  private static double[] starts(int size) {
    int blocks = (size + InputSpec.NETWORK_SIDE - 1) / InputSpec.NETWORK_SIDE;
    return IntStream.range(0, blocks).mapToDouble(i -> i * InputSpec.NETWORK_SIDE).toArray();
  }

  private static Path write(
      ImageSource image, Classifier classifier, int count, int side, Path folder) {
    RgbView view =
        new RgbView(
            new MirroredSource(image, side, side), classifier.input().mapping().resolve(image));
    BufferedImage picture = Pictures.of(view.read(0, 1, new Box(0, 0, side, side)));
    try {
      Path inputs = Files.createDirectory(folder.resolve("in"));
      for (int i = 0; i < count; i++) {
        ImageIO.write(picture, "png", inputs.resolve("image" + i + ".png").toFile());
      }
      return inputs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
