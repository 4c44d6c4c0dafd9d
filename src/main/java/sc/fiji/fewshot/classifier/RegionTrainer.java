package sc.fiji.fewshot.classifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.SupportSet;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.PixelSize;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.TaskContext;

/** Trains on regions marked in one image or in several of a kind. */
public final class RegionTrainer {

  /** Examples between two signs of progress, shared out among the threads. */
  private static final int EXAMPLES_AT_ONCE = 32;

  private final Backbone backbone;
  private final WorkerPool workers;

  /**
   * @param backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   */
  public RegionTrainer(Backbone backbone, WorkerPool workers) {
    this.backbone = backbone;
    this.workers = workers;
  }

  /**
   * Trains; blocks until done.
   *
   * @param images with their marks, at least one
   * @param colours known class colours, 0xRRGGBB by name
   * @param settings of training
   * @param progress hears of each example
   * @return the classifier with a picture of each example
   * @throws FewShotException if the marks do not suffice or do not fit their image
   */
  public Trained train(
      List<MarkedImage> images,
      Map<String, Integer> colours,
      TrainingSettings settings,
      Progress progress) {
    List<Example> all = images.stream().flatMap(m -> m.examples().stream()).toList();
    SupportSet set = SupportSet.of(all, colours);
    set.checkClasses();
    for (MarkedImage marked : images) {
      marked.examples().forEach(e -> SupportSet.check(e, marked.image()));
    }
    // What a method lacks is told before anything is encoded.
    settings.learner().in(TaskContext.of(backbone));
    IntensityMapping mapping =
        settings.mapping() != null
            ? settings.mapping()
            : IntensityMapping.guess(images.get(0).image());
    InputSpec input =
        new InputSpec(
            backbone.info().name(),
            backbone.info().sha256(),
            settings.patch() > 0 ? settings.patch() : usualPatch(all),
            false,
            mapping,
            micrometres(images));
    List<RgbView> views =
        images.stream().map(m -> new RgbView(m.image(), mapping.resolve(m.image()))).toList();
    AugmentationPreset preset = settings.varying(() -> ImageLooks.guessPreset(views.get(0)));
    ImageLooks.Statistics statistics =
        ImageLooks.statistics(views, input, backbone, workers, progress.part(0, 0.1));
    Standardiser standardiser = statistics.standardiser();
    List<Place> places = places(images, views, set);
    int[] labels = places.stream().mapToInt(Place::label).toArray();
    Augmenter augmenter = settings.augmenter(preset);
    ExampleEncoder pretrained = new ExampleEncoder(backbone, workers, augmenter, settings.views());
    Refinement refinement =
        new ExampleRefinement(backbone, workers, settings, InputSpec.VIEW_MARGIN)
            .refine(
                labels,
                set.classes().size(),
                i -> pretrained.views(places.get(i).view(), places.get(i).example(), input),
                standardiser,
                progress.part(0.1, 0.7));
    float[][] embeddings = new float[all.size()][];
    boolean viewed = settings.learner().needsViews();
    float[][][] single = new float[all.size()][][];
    float[][][] probes = new float[all.size()][][];
    List<Trained.Thumbnail> thumbnails = new ArrayList<>();
    try (Backbone adapted = refinement.weights().on(backbone)) {
      ExampleEncoder encoder = new ExampleEncoder(adapted, workers, augmenter, settings.views());
      for (int from = 0; from < all.size(); from += EXAMPLES_AT_ONCE) {
        int first = from;
        int count = Math.min(EXAMPLES_AT_ONCE, all.size() - from);
        List<ExampleEncoder.Encoded> some =
            workers.map(
                count,
                i -> {
                  Place place = places.get(first + i);
                  return encoder.encode(place.view(), place.example(), input);
                });
        for (int i = 0; i < count; i++) {
          Place place = places.get(first + i);
          embeddings[first + i] = some.get(i).mean();
          single[first + i] = viewed ? some.get(i).views() : new float[][] {some.get(i).mean()};
          probes[first + i] = some.get(i).probes();
          thumbnails.add(Trained.Thumbnail.of(place.view(), place.example(), input));
        }
        progress.done(0.7 + 0.3 * (first + count) / all.size());
      }
    }
    Support support =
        new Support(embeddings, single, labels, set.classes().size())
            .withUnlabelled(HeadFitting.unlabelled(settings, refinement, statistics.tiles()));
    Classifier classifier =
        HeadFitting.fit(
            backbone,
            set.classes(),
            input,
            settings,
            preset,
            standardiser,
            refinement,
            support,
            probes);
    return new Trained(classifier, thumbnails);
  }

  /** The size of pixels, if it is that of all images but for small differences. */
  private static OptionalDouble micrometres(List<MarkedImage> images) {
    OptionalDouble first = images.get(0).image().pixelSize().micrometres();
    boolean alike =
        first.isPresent()
            && images.stream()
                .map(m -> m.image().pixelSize().micrometres())
                .allMatch(
                    m -> m.isPresent() && PixelSize.areAlike(m.getAsDouble(), first.getAsDouble()));
    return alike ? first : OptionalDouble.empty();
  }

  /** An example with the view of its image. */
  private record Place(RgbView view, Example example, int label) {}

  private static List<Place> places(List<MarkedImage> images, List<RgbView> views, SupportSet set) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      for (Example example : images.get(i).examples()) {
        places.add(new Place(views.get(i), example, set.label(example.className())));
      }
    }
    return places;
  }

  /**
   * @param examples at least one
   * @return the median side of the marked regions, within what a patch may be, pixels
   */
  public static int usualPatch(List<Example> examples) {
    double[] sides =
        examples.stream()
            .mapToDouble(e -> Math.sqrt(e.region().bounds().area()))
            .sorted()
            .toArray();
    double median = (sides[(sides.length - 1) / 2] + sides[sides.length / 2]) / 2;
    return (int) Math.min(InputSpec.LARGEST_PATCH, Math.max(16, Math.round(median)));
  }
}
