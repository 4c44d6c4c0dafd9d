package sc.fiji.fewshot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.ExampleEncoder;
import sc.fiji.fewshot.classifier.ExampleRefinement;
import sc.fiji.fewshot.classifier.HeadFitting;
import sc.fiji.fewshot.classifier.ImageLooks;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.TaskContext;
import sc.fiji.fewshot.predict.Predictor;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.predict.SliceEmbeddings;
import sc.fiji.fewshot.predict.SliceEncoder;

/**
 * The image as numbers, for one choice of patch, stride and backbone: embeddings of slices and of
 * marks. Made and filled by one thread, read by others.
 */
final class ImageEncoding implements AutoCloseable {

  private final SessionOptions options;
  private final RgbView view;
  private final InputSpec input;
  private final AugmentationPreset preset;
  private final Standardiser standardiser;
  private final float[][] tiles;
  private final Refinement refinement;
  private final List<Mark> adaptedTo;
  private final Backbone adapted;
  private final SliceEncoder sliceEncoder;
  private final ExampleEncoder exampleEncoder;
  private final SliceStore slices;
  private final Map<Place, EncodedMark> marks = new ConcurrentHashMap<>();

  private record Place(int slice, Region region) {}

  private ImageEncoding(
      SessionOptions options,
      RgbView view,
      InputSpec input,
      AugmentationPreset preset,
      ImageLooks.Statistics statistics,
      Refinement refinement,
      List<Mark> adaptedTo,
      Backbone pretrained,
      WorkerPool workers,
      long budget) {
    this.options = options;
    this.view = view;
    this.input = input;
    this.preset = preset;
    standardiser = statistics.standardiser();
    tiles = statistics.tiles();
    this.refinement = refinement;
    this.adaptedTo = adaptedTo;
    adapted = refinement.weights().on(pretrained);
    sliceEncoder = new SliceEncoder(adapted, workers, input, standardiser);
    exampleEncoder = exampleEncoder(adapted, workers, preset, options);
    slices = new SliceStore(budget);
  }

  /**
   * Looks at the image, and adapts the backbone where that is asked for; blocks until done.
   *
   * @param image to encode; stays the caller's
   * @param state options to follow, and marks to adapt to
   * @param backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param budget bytes of slices to keep
   * @param progress may cancel
   * @throws sc.fiji.fewshot.FewShotException if the image cannot be used, or there are too few
   *     marks to adapt to
   */
  static ImageEncoding prepare(
      ImageSource image,
      SessionState state,
      Backbone backbone,
      WorkerPool workers,
      long budget,
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
    boolean adapts = options.adapting() != Adaptation.NONE;
    ImageLooks.Statistics statistics =
        ImageLooks.statistics(
            List.of(view), input, backbone, workers, adapts ? progress.part(0, 0.2) : progress);
    Standardiser standardiser = statistics.standardiser();
    Refinement refinement = Refinement.none();
    if (adapts) {
      ExampleEncoder views = exampleEncoder(backbone, workers, preset, options);
      List<Mark> marks = state.marks();
      List<LabelClass> classes = marked(state);
      refinement =
          new ExampleRefinement(
                  backbone, workers, options.trainingSettings(), InputSpec.VIEW_MARGIN)
              .refine(
                  labels(marks, classes),
                  classes.size(),
                  i -> views.views(view, marks.get(i).example(), input),
                  standardiser,
                  progress.part(0.2, 1));
    }
    return new ImageEncoding(
        options,
        view,
        input,
        preset,
        statistics,
        refinement,
        state.marks(),
        backbone,
        workers,
        budget);
  }

  private static ExampleEncoder exampleEncoder(
      Backbone backbone, WorkerPool workers, AugmentationPreset preset, SessionOptions options) {
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

  /** Whether these embeddings are those that the options ask for. */
  boolean serves(SessionOptions other) {
    return options.patchSide() == other.patchSide()
        && options.strideLength() == other.strideLength()
        && options.backbone().equals(other.backbone())
        && options.device().equals(other.device())
        && options.augmentation() == other.augmentation()
        && options.adapting() == other.adapting();
  }

  /** The standardised embeddings of marks of some classes. */
  TaskContext context(List<LabelClass> classes) {
    return new TaskContext(
        adapted, classes.stream().map(LabelClass::name).toList(), standardiser::apply);
  }

  /** Raw embeddings of the image's own tiles, where the method learns from them, too. */
  private float[][] unlabelled(SessionOptions wanted) {
    return HeadFitting.unlabelled(wanted.trainingSettings(), refinement, tiles);
  }

  /** The same, standardised. */
  float[][] standardisedUnlabelled(SessionOptions wanted) {
    return standardiser.apply(unlabelled(wanted));
  }

  Refinement refinement() {
    return refinement;
  }

  /** Whether the backbone is as it came, or was adapted to just these marks. */
  boolean isAdaptedTo(List<Mark> marks) {
    return options.adapting() == Adaptation.NONE || adaptedTo.equals(marks);
  }

  SliceStore slices() {
    return slices;
  }

  /** Encodes a slice; blocks. */
  SliceEmbeddings encode(int slice, Runnable checkpoint, Progress progress) {
    return sliceEncoder.encode(view, slice, options.strideLength(), checkpoint, progress);
  }

  boolean hasViews(Example example) {
    return marks.containsKey(place(example));
  }

  /** Encodes a mark's views; blocks. */
  void encodeViews(Example example) {
    marks.put(
        place(example), EncodedMark.of(exampleEncoder.encode(view, example, input), standardiser));
  }

  /** The best that is known of a mark now, if anything is. */
  Optional<EncodedMark> find(Example example) {
    EncodedMark known = marks.get(place(example));
    return known != null
        ? Optional.of(known)
        : slices.get(example.slice()).map(slice -> EncodedMark.lookUp(example, slice));
  }

  /**
   * What training on the marks of a state gives, once all have views.
   *
   * @param state with marks of two classes at least, to which the backbone is adapted if at all
   */
  Trained trained(SessionState state) {
    List<LabelClass> classes = marked(state);
    List<ExampleEncoder.Encoded> raw =
        state.marks().stream().map(m -> marks.get(place(m.example())).raw()).toList();
    Support support =
        new Support(
                raw.stream().map(ExampleEncoder.Encoded::mean).toArray(float[][]::new),
                raw.stream().map(ExampleEncoder.Encoded::views).toArray(float[][][]::new),
                labels(state.marks(), classes),
                classes.size())
            .withUnlabelled(unlabelled(state.options()));
    Classifier classifier =
        HeadFitting.fit(
            adapted,
            classes,
            input,
            state.options().trainingSettings(),
            preset,
            standardiser,
            refinement,
            support,
            raw.stream().map(ExampleEncoder.Encoded::probes).toArray(float[][][]::new));
    return new Trained(
        classifier,
        state.marks().stream().map(m -> Trained.Thumbnail.of(view, m.example(), input)).toList());
  }

  /**
   * Classifies regions as they would be after training; blocks.
   *
   * @param classifier that was trained here
   * @param workers to run on; stay the caller's
   */
  RegionPredictions regions(
      Classifier classifier, WorkerPool workers, List<Example> regions, Progress progress) {
    Predictor predictor = new Predictor(classifier, adapted, workers, FeatureCache.ofUsualSize());
    List<RegionPrediction> predictions = new ArrayList<>();
    progress.done(0);
    for (Example region : regions) {
      predictions.add(predictor.region(view, region.slice(), region.name(), region.region()));
      progress.done((double) predictions.size() / regions.size());
    }
    return new RegionPredictions(classifier.classes(), List.copyOf(predictions));
  }

  private static Place place(Example example) {
    return new Place(example.slice(), example.region());
  }

  @Override
  public void close() {
    slices.close();
    adapted.close();
  }
}
