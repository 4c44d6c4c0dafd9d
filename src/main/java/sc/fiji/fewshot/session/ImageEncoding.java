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
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.ExampleEncoder;
import sc.fiji.fewshot.classifier.HeadFitting;
import sc.fiji.fewshot.classifier.Trained;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.TaskContext;
import sc.fiji.fewshot.predict.Predictor;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.predict.RegionPredictor;
import sc.fiji.fewshot.predict.SliceEmbeddings;
import sc.fiji.fewshot.predict.SliceEncoder;

/**
 * The image as numbers, for one choice of patch, stride and backbone: embeddings of slices and of
 * marks. Made and filled by one thread, read by others.
 */
final class ImageEncoding implements AutoCloseable {

  private final PreparedImage image;
  private final Backbone adapted;
  private final SliceEncoder sliceEncoder;
  private final ExampleEncoder exampleEncoder;
  private final SliceStore slices;
  private final Map<Place, EncodedMark> marks = new ConcurrentHashMap<>();

  /** Of marks that wait for their views. */
  private final Map<Place, EncodedMark> lookedUp = new ConcurrentHashMap<>();

  private record Place(int slice, Region region) {}

  /**
   * @param image that was looked at
   * @param pretrained backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param budget bytes of slices to keep
   */
  ImageEncoding(PreparedImage image, Backbone pretrained, WorkerPool workers, long budget) {
    this.image = image;
    adapted = image.refinement().weights().on(pretrained);
    sliceEncoder = new SliceEncoder(adapted, workers, image.input(), image.standardiser());
    exampleEncoder = image.exampleEncoder(adapted, workers);
    slices = new SliceStore(budget);
  }

  /**
   * Whether these embeddings are those that the options ask for. An adaptation comes as soon as
   * there are marks to adapt to.
   */
  boolean serves(SessionState state) {
    SessionOptions options = image.options();
    SessionOptions other = state.options();
    return options.patchSide() == other.patchSide()
        && options.strideLength() == other.strideLength()
        && options.backbone().equals(other.backbone())
        && options.device().equals(other.device())
        && options.augmentation() == other.augmentation()
        && options.adapting() == other.adapting()
        && (isAdapted() || !state.adapts());
  }

  /** The standardised embeddings of marks of some classes. */
  TaskContext context(List<LabelClass> classes) {
    return new TaskContext(
        adapted, classes.stream().map(LabelClass::name).toList(), image.standardiser()::apply);
  }

  /** Raw embeddings of the image's own tiles, where the method learns from them, too. */
  private float[][] unlabelled(SessionOptions wanted) {
    return HeadFitting.unlabelled(
        wanted.trainingSettings(), image.refinement(), image.statistics().tiles());
  }

  /** The same, standardised. */
  float[][] standardisedUnlabelled(SessionOptions wanted) {
    return image.standardiser().apply(unlabelled(wanted));
  }

  Refinement refinement() {
    return image.refinement();
  }

  /** Whether the backbone is as it came, or was adapted to just these marks. */
  boolean isAdaptedTo(List<Mark> marks) {
    return !isAdapted() || image.marks().equals(marks);
  }

  private boolean isAdapted() {
    return !image.marks().isEmpty();
  }

  SliceStore slices() {
    return slices;
  }

  /** Encodes a slice; blocks. */
  SliceEmbeddings encode(int slice, Runnable checkpoint, Progress progress) {
    return sliceEncoder.encode(
        image.view(), slice, image.options().strideLength(), checkpoint, progress);
  }

  boolean hasViews(Example example) {
    return marks.containsKey(place(example));
  }

  /** Encodes a mark's views; blocks. */
  void encodeViews(Example example) {
    marks.put(
        place(example),
        EncodedMark.of(
            exampleEncoder.encode(image.view(), example, image.input()), image.standardiser()));
    lookedUp.remove(place(example));
  }

  /** The best that is known of a mark now, if anything is. */
  Optional<EncodedMark> find(Example example) {
    EncodedMark known = marks.get(place(example));
    if (known != null) {
      return Optional.of(known);
    }
    Optional<EncodedMark> before = Optional.ofNullable(lookedUp.get(place(example)));
    return before.or(
        () -> {
          Optional<EncodedMark> found =
              slices.get(example.slice()).map(slice -> EncodedMark.lookUp(example, slice));
          found.ifPresent(mark -> lookedUp.put(place(example), mark));
          return found;
        });
  }

  /**
   * What training on the marks of a state gives, once all have views.
   *
   * @param state with marks of two classes at least, to which the backbone is adapted if at all
   */
  Trained trained(SessionState state) {
    List<LabelClass> classes = PreparedImage.marked(state);
    List<ExampleEncoder.Encoded> raw =
        state.marks().stream().map(m -> marks.get(place(m.example())).raw()).toList();
    Support support =
        new Support(
                raw.stream().map(ExampleEncoder.Encoded::mean).toArray(float[][]::new),
                raw.stream().map(ExampleEncoder.Encoded::views).toArray(float[][][]::new),
                PreparedImage.labels(state.marks(), classes),
                classes.size())
            .withUnlabelled(unlabelled(state.options()));
    Classifier classifier =
        HeadFitting.fit(
            adapted,
            classes,
            image.input(),
            state.options().trainingSettings(),
            image.preset(),
            image.standardiser(),
            image.refinement(),
            support,
            raw.stream().map(ExampleEncoder.Encoded::probes).toArray(float[][][]::new));
    return new Trained(
        classifier,
        state.marks().stream()
            .map(m -> Trained.Thumbnail.of(image.view(), m.example(), image.input()))
            .toList());
  }

  /**
   * Classifies regions as they would be after training; blocks.
   *
   * @param classifier that was trained here
   * @param workers to run on; stay the caller's
   */
  RegionPredictions regions(
      Classifier classifier, WorkerPool workers, List<Example> regions, Progress progress) {
    RegionPredictor predictor =
        new Predictor(classifier, adapted, workers, FeatureCache.ofUsualSize())
            .regions(image.view());
    List<RegionPrediction> predictions = new ArrayList<>();
    progress.done(0);
    for (Example region : regions) {
      predictions.add(predictor.region(region.slice(), region.name(), region.region()));
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
