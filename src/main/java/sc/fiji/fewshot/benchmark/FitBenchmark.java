package sc.fiji.fewshot.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageSource;

/**
 * How long it takes to learn from marked regions, pixels to classifier.
 *
 * @param classes how many
 * @param examples of each
 * @param views of each example
 * @param seconds the best of some rounds
 */
public record FitBenchmark(int classes, int examples, int views, double seconds) {

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
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      Runnable fit =
          () ->
              new RegionTrainer(backbone, workers)
                  .train(
                      List.of(new MarkedImage(image, examples)), Map.of(), settings, Progress.NONE);
      best = Math.min(best, ForwardBenchmark.seconds(fit));
    }
    return new FitBenchmark(CLASSES, EXAMPLES, VIEWS, best);
  }
}
