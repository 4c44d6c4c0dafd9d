package sc.fiji.fewshot.classifier;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.adapt.ExampleViews;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.adapt.Refiner;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.Shots;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.TaskContext;

/** The step of training that adapts a backbone to the examples, where that was asked for. */
public final class ExampleRefinement {

  private final Backbone backbone;
  private final WorkerPool workers;
  private final TrainingSettings settings;
  private final int margin;

  /**
   * @param backbone to adapt; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param settings of training
   * @param margin network pixels on each side of a view that are seen but not pooled
   */
  public ExampleRefinement(
      Backbone backbone, WorkerPool workers, TrainingSettings settings, int margin) {
    this.backbone = backbone;
    this.workers = workers;
    this.settings = settings;
    this.margin = margin;
  }

  /**
   * Adapts; blocks until done.
   *
   * @param labels the class of each example
   * @param classes how many there are
   * @param views makes the views of an example
   * @param standardiser of the pretrained backbone's embeddings
   * @param progress may cancel
   * @return the outcome, also if nothing was adapted
   */
  public Refinement refine(
      int[] labels,
      int classes,
      IntFunction<List<RgbImage>> views,
      Standardiser standardiser,
      Progress progress) {
    if (settings.adaptation() == Adaptation.NONE) {
      return Refinement.none();
    }
    try (ExampleViews all = new ExampleViews(settings.adaptation(), backbone, margin)) {
      for (int i = 0; i < labels.length; i++) {
        all.add(List.of(views.apply(i)), workers);
        progress.done(0.3 * (i + 1) / labels.length);
      }
      int[] examples = IntStream.range(0, labels.length).toArray();
      return new Refiner(settings.learner().in(TaskContext.of(backbone)), settings.seed())
          .refine(all, new Shots(examples, labels, classes), standardiser, progress.part(0.3, 1));
    }
  }
}
