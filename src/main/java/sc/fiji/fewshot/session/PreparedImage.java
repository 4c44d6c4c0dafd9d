package sc.fiji.fewshot.session;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.ExampleEncoder;
import sc.fiji.fewshot.classifier.ExampleRefinement;
import sc.fiji.fewshot.classifier.ImageLooks;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.Standardiser;

/**
 * What is known of an image before any slice or mark is encoded, and how the backbone was adapted
 * to it.
 *
 * @param options that were followed
 * @param view of the image
 * @param input patch, channels and intensities
 * @param preset of the augmentation
 * @param statistics of its tiles
 * @param refinement of the backbone; none unless the options ask for it and two classes were marked
 * @param marks to which the backbone was refined; empty if it was not
 */
record PreparedImage(
    SessionOptions options,
    RgbView view,
    InputSpec input,
    AugmentationPreset preset,
    ImageLooks.Statistics statistics,
    Refinement refinement,
    List<Mark> marks) {

  /**
   * Looks at the image, and adapts the backbone where {@link SessionState#adapts} says so; blocks
   * until done.
   *
   * @param image to encode; stays the caller's
   * @param state options to follow, and marks to adapt to
   * @param backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param progress may cancel
   * @throws sc.fiji.fewshot.FewShotException if the image cannot be used, or the adaptation
   *     diverges
   */
  static PreparedImage of(
      ImageSource image,
      SessionState state,
      Backbone backbone,
      WorkerPool workers,
      Progress progress) {
    SessionOptions options = state.options();
    IntensityMapping mapping = IntensityMapping.guess(image);
    InputSpec input =
        new InputSpec(
            backbone.info().name(),
            backbone.info().sha256(),
            options.patchSide(),
            false,
            mapping,
            image.pixelSize().micrometres());
    RgbView view = new RgbView(image, mapping.resolve(image));
    AugmentationPreset preset =
        options.trainingSettings().varying(() -> ImageLooks.guessPreset(view));
    boolean adapts = state.adapts();
    ImageLooks.Statistics statistics =
        ImageLooks.statistics(
            List.of(view), input, backbone, workers, adapts ? progress.part(0, 0.2) : progress);
    PreparedImage pretrained =
        new PreparedImage(options, view, input, preset, statistics, Refinement.none(), List.of());
    return adapts
        ? pretrained.refined(state, backbone, workers, progress.part(0.2, 1))
        : pretrained;
  }

  private PreparedImage refined(
      SessionState state, Backbone backbone, WorkerPool workers, Progress progress) {
    List<LabelClass> classes = marked(state);
    List<Mark> toThese = state.marks();
    ExampleEncoder views = exampleEncoder(backbone, workers);
    Refinement refined =
        new ExampleRefinement(backbone, workers, options.trainingSettings(), InputSpec.VIEW_MARGIN)
            .refine(
                labels(toThese, classes),
                classes.size(),
                i -> views.views(view, toThese.get(i).example(), input),
                standardiser(),
                progress);
    return new PreparedImage(options, view, input, preset, statistics, refined, toThese);
  }

  /** Brings raw embeddings of this image to scale. */
  Standardiser standardiser() {
    return statistics.standardiser();
  }

  /** Encodes marks in the views that the options ask for. */
  ExampleEncoder exampleEncoder(Backbone backbone, WorkerPool workers) {
    TrainingSettings settings = options.trainingSettings();
    return new ExampleEncoder(backbone, workers, settings.augmenter(preset), settings.views());
  }

  /** The classes that have marks, in the user's order. */
  static List<LabelClass> marked(SessionState state) {
    int[] counts = state.counts();
    List<LabelClass> classes = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] > 0) {
        classes.add(state.classes().get(c));
      }
    }
    return classes;
  }

  /** The number of each mark's class among some classes. */
  static int[] labels(List<Mark> marks, List<LabelClass> classes) {
    List<String> names = classes.stream().map(LabelClass::name).toList();
    return marks.stream().mapToInt(m -> names.indexOf(m.example().className())).toArray();
  }
}
