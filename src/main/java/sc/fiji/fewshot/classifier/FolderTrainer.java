package sc.fiji.fewshot.classifier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.annotate.ClassPalette;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.augment.ImageFacts;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbFile;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.BlendedStandardiser;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.StandardiserStrategy;
import sc.fiji.fewshot.learn.Support;

/** Trains on folders of whole images, one folder a class. */
public final class FolderTrainer {

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
   * @throws sc.fiji.fewshot.FewShotException if an image cannot be read
   */
  public Trained train(ClassFolder folder, TrainingSettings settings, Progress progress) {
    IntensityMapping mapping;
    AugmentationPreset preset;
    int patch;
    try (ImageSource first = ImageFiles.open(folder.images().get(0))) {
      mapping = settings.mapping() != null ? settings.mapping() : IntensityMapping.guess(first);
      preset = settings.preset() != null ? settings.preset() : guess(first, mapping);
      int usual = (int) Math.round(Math.sqrt((double) first.width() * first.height()));
      patch = settings.patch() > 0 ? settings.patch() : Math.max(InputSpec.SMALLEST_PATCH, usual);
    }
    Augmenter augmenter = new Augmenter(preset, settings.seed());
    PatchEncoder encoder = new PatchEncoder(backbone, workers);
    float[][] embeddings = new float[folder.images().size()][];
    List<Trained.Thumbnail> thumbnails = new ArrayList<>();
    for (int i = 0; i < embeddings.length; i++) {
      RgbImage image = read(folder.images().get(i), mapping);
      embeddings[i] =
          MeanEmbedding.of(
              encoder.encode(augmenter.views(image, InputSpec.NETWORK_SIDE, settings.views(), i)));
      thumbnails.add(new Trained.Thumbnail(folder.classes().get(folder.labels().get(i)), image));
      progress.done((i + 1.0) / embeddings.length);
    }
    List<LabelClass> classes = new ArrayList<>();
    for (String name : folder.classes()) {
      classes.add(new LabelClass(name, ClassPalette.colour(classes.size())));
    }
    int[] labels = folder.labels().stream().mapToInt(Integer::intValue).toArray();
    Support support = new Support(embeddings, labels, classes.size());
    InputSpec input =
        new InputSpec(backbone.info().name(), backbone.info().sha256(), patch, true, mapping);
    Classifier classifier =
        HeadFitting.fit(
            classes,
            input,
            settings,
            preset,
            standardisation(backbone).standardiserFor(support),
            support);
    return new Trained(classifier, thumbnails);
  }

  /**
   * How embeddings of whole images are brought to scale: by the backbone's own statistics and those
   * of the support set.
   *
   * @param backbone whose embeddings they are
   * @return the strategy
   */
  public static StandardiserStrategy standardisation(Backbone backbone) {
    return backbone
        .statistics()
        .<StandardiserStrategy>map(
            s -> new BlendedStandardiser(new Standardiser(s.mean(), s.deviation())))
        .orElse(support -> Standardiser.of(support.embeddings()));
  }

  private static AugmentationPreset guess(ImageSource image, IntensityMapping mapping) {
    RgbImage sample =
        RgbFile.read(new RgbView(image, mapping.resolve(image)), 0, InputSpec.NETWORK_SIDE);
    return AugmentationPreset.guess(ImageFacts.measure(sample, image.isRgb(), image.isRadiology()));
  }

  private static RgbImage read(Path file, IntensityMapping mapping) {
    try (ImageSource image = ImageFiles.open(file)) {
      // A folder may mix grey and colour files; each is read in its own way then.
      IntensityMapping fitting =
          image.isRgb() == !mapping.perImage() ? mapping : IntensityMapping.guess(image);
      return RgbFile.read(new RgbView(image, fitting.resolve(image)), 0, InputSpec.NETWORK_SIDE);
    }
  }
}
