package sc.fiji.fewshot.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.annotate.ClassPalette;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.SupportSet;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.augment.Directions;
import sc.fiji.fewshot.augment.ImageFacts;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbFile;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.StandardiserStrategy;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.TaskContext;

/** Trains on folders of whole images, one folder a class. */
public final class FolderTrainer {

  /** Images that are looked at to tell what kind they are. */
  private static final int PRESET_IMAGES = 48;

  private final Backbone backbone;
  private final WorkerPool workers;

  /**
   * @param backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   */
  public FolderTrainer(Backbone backbone, WorkerPool workers) {
    this.backbone = backbone;
    this.workers = workers;
  }

  /**
   * Trains; blocks until done.
   *
   * @param folder the images
   * @param settings of training
   * @param progress hears of each image
   * @return the classifier with a picture of each example
   * @throws sc.fiji.fewshot.FewShotException if an image cannot be read, or there are more than
   *     {@value SupportSet#MOST_CLASSES} classes
   */
  public Trained train(ClassFolder folder, TrainingSettings settings, Progress progress) {
    SupportSet.checkNumber(folder.classes().size());
    // What a method lacks is told before anything is encoded.
    settings.learner().in(TaskContext.of(backbone));
    Plan plan = plan(folder, settings);
    FolderEncoder encoder = encoder(plan, settings, backbone);
    FolderEncoder.Encoded pretrained = encoder.encode(folder.images(), progress.part(0, 0.2));
    int[] labels = labels(folder);
    Standardiser standardiser =
        standardisation(backbone)
            .standardiserFor(new Support(pretrained.asSupport(), labels, folder.classes().size()));
    Refinement refinement =
        new ExampleRefinement(backbone, workers, settings, 0)
            .refine(
                labels,
                folder.classes().size(),
                i -> encoder.viewsOf(folder.images().get(i)),
                standardiser,
                progress.part(0.2, 0.9));
    FolderEncoder.Encoded encoded = pretrained;
    if (refinement.weights().adaptation().changesNetwork()) {
      try (Backbone adapted = refinement.weights().on(backbone)) {
        encoded = encoder(plan, settings, adapted).encode(folder.images(), progress.part(0.9, 1));
      }
    }
    progress.done(1);
    List<Trained.Thumbnail> thumbnails = new ArrayList<>();
    for (int i = 0; i < folder.images().size(); i++) {
      String className = folder.classes().get(folder.labels().get(i));
      thumbnails.add(new Trained.Thumbnail(className, encoder.read(folder.images().get(i))));
    }
    List<LabelClass> classes = new ArrayList<>();
    for (String name : folder.classes()) {
      classes.add(new LabelClass(name, ClassPalette.colour(classes.size())));
    }
    float[][][] probes =
        Arrays.stream(encoded.asQuery()).map(q -> new float[][] {q}).toArray(float[][][]::new);
    Support support = new Support(encoded.asSupport(), encoded.views(), labels, classes.size());
    InputSpec input =
        new InputSpec(
            backbone.info().name(), backbone.info().sha256(), plan.patch(), true, plan.mapping());
    Classifier classifier =
        HeadFitting.fit(
            backbone,
            classes,
            input,
            settings,
            plan.preset(),
            standardiser,
            refinement,
            support,
            probes);
    return new Trained(classifier, thumbnails);
  }

  /**
   * Embeds examples and queries as in training and prediction.
   *
   * @param folder the images, the first of which fills in what the settings leave open
   * @param settings of training
   * @return the encoder of these images
   * @throws sc.fiji.fewshot.FewShotException if the first image cannot be read
   */
  public FolderEncoder encoder(ClassFolder folder, TrainingSettings settings) {
    return encoder(plan(folder, settings), settings, backbone);
  }

  /** What the settings leave open, filled in by the first image. */
  private record Plan(IntensityMapping mapping, AugmentationPreset preset, int patch) {}

  private static Plan plan(ClassFolder folder, TrainingSettings settings) {
    try (ImageSource first = ImageFiles.open(folder.images().get(0))) {
      IntensityMapping mapping =
          settings.mapping() != null ? settings.mapping() : IntensityMapping.guess(first);
      int usual = (int) Math.round(Math.sqrt((double) first.width() * first.height()));
      return new Plan(
          mapping,
          settings.varying(() -> guess(folder, mapping)),
          settings.patch() > 0
              ? settings.patch()
              : Math.max(InputSpec.SMALLEST_PATCH, Math.min(InputSpec.LARGEST_PATCH, usual)));
    }
  }

  private FolderEncoder encoder(Plan plan, TrainingSettings settings, Backbone network) {
    Augmenter augmenter = settings.augmenter(plan.preset());
    return new FolderEncoder(
        network,
        workers,
        plan.mapping(),
        augmenter,
        settings.views(),
        settings.learner().needsViews());
  }

  private static int[] labels(ClassFolder folder) {
    return folder.labels().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * How embeddings of whole images are brought to scale: by the statistics that came with the
   * backbone, or, where it has none, by those of the support set.
   *
   * @param backbone whose embeddings they are
   * @return the strategy
   */
  public static StandardiserStrategy standardisation(Backbone backbone) {
    return backbone
        .statistics()
        .<StandardiserStrategy>map(
            statistics -> {
              Standardiser shipped = Standardiser.of(statistics);
              return support -> shipped;
            })
        .orElse(support -> Standardiser.of(support.embeddings()));
  }

  private static AugmentationPreset guess(ClassFolder folder, IntensityMapping mapping) {
    int all = folder.images().size();
    int count = Math.min(all, PRESET_IMAGES);
    List<RgbImage> sample = new ArrayList<>();
    ImageFacts facts = null;
    for (int i = 0; i < count; i++) {
      try (ImageSource image =
          ImageFiles.open(folder.images().get((int) ((long) i * all / count)))) {
        RgbImage small =
            RgbFile.read(
                new RgbView(image, mapping.fitting(image).resolve(image)),
                0,
                InputSpec.NETWORK_SIDE);
        sample.add(small);
        if (facts == null) {
          facts = ImageFacts.measure(small, image.isRgb(), image.isRadiology());
        }
      }
    }
    return count < Directions.FEWEST_IMAGES
        ? AugmentationPreset.guess(facts)
        : AugmentationPreset.guess(facts, Directions.alike(sample));
  }
}
