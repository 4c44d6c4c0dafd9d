package sc.fiji.fewshot.benchmark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.FolderTrainer;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.io.Pictures;

/**
 * How long it takes to learn from marked regions of an image, and from images of their own, pixels
 * to classifier.
 *
 * @param classes how many
 * @param examples of each
 * @param views of each example
 * @param regionSeconds from regions, each shown with its surroundings and beside the looks of its
 *     image; the best of some rounds
 * @param imageSeconds from what is in these regions as one file each; the best of some rounds
 */
public record FitBenchmark(
    int classes, int examples, int views, double regionSeconds, double imageSeconds) {

  private static final int CLASSES = 5;
  private static final int EXAMPLES = 5;
  private static final int VIEWS = 16;
  private static final int ROUNDS = 3;

  /**
   * Learns from a grid of boxes; what they show does not matter for the time.
   *
   * @param image to mark
   * @param patch side of a box, pixels
   * @param backbone to embed with
   * @param workers to run on
   * @return the time
   */
  public static FitBenchmark run(
      ImageSource image, int patch, Backbone backbone, WorkerPool workers) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < CLASSES * EXAMPLES; i++) {
      int x = (int) ((long) (image.width() - patch) * (i % EXAMPLES) / (EXAMPLES - 1));
      int y = (int) ((long) (image.height() - patch) * (i / EXAMPLES) / (CLASSES - 1));
      String className = "class " + i % CLASSES;
      examples.add(new Example(Region.rectangle(x, y, patch, patch), 0, className, "box " + i));
    }
    TrainingSettings settings =
        new TrainingSettings("auto", patch, VIEWS, AugmentationPreset.MICROSCOPY, null, 0);
    double regions =
        best(
            () ->
                new RegionTrainer(backbone, workers)
                    .train(
                        List.of(new MarkedImage(image, examples)),
                        Map.of(),
                        settings,
                        Progress.NONE));
    try (TemporaryFolder temporary = new TemporaryFolder()) {
      ClassFolder folder = write(image, examples, temporary.path());
      double images =
          best(() -> new FolderTrainer(backbone, workers).train(folder, settings, Progress.NONE));
      return new FitBenchmark(CLASSES, EXAMPLES, VIEWS, regions, images);
    }
  }

  private static double best(Runnable fit) {
    return IntStream.range(0, ROUNDS)
        .mapToDouble(round -> ForwardBenchmark.seconds(fit))
        .min()
        .orElseThrow();
  }

  private static ClassFolder write(ImageSource image, List<Example> examples, Path folder) {
    RgbView view = new RgbView(image, IntensityMapping.guess(image).resolve(image));
    List<String> classes = examples.stream().map(Example::className).distinct().sorted().toList();
    List<Path> files = new ArrayList<>();
    try {
      for (Example example : examples) {
        Path file = folder.resolve(example.name() + ".png");
        BufferedImage picture = Pictures.of(view.read(0, 1, example.region().bounds()));
        ImageIO.write(picture, "png", file.toFile());
        files.add(file);
      }
    } catch (IOException e) {
      throw new FewShotException("The temporary folder " + folder + " cannot be written.", e);
    }
    List<Integer> labels =
        examples.stream().map(example -> classes.indexOf(example.className())).toList();
    return new ClassFolder("benchmark", classes, files, labels);
  }
}
