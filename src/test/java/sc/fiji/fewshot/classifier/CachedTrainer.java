package sc.fiji.fewshot.classifier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.SupportSet;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.Whitening;

/**
 * Trains on marked regions as {@link RegionTrainer} does, but encodes each image and region once,
 * so that many draws from the same regions cost little more than one.
 */
public final class CachedTrainer {

  /** Tiles an image whose statistics standardise, about as many as with a handful of images. */
  private static final int TILES = 16;

  private final Backbone backbone;
  private final IntensityMapping mapping;
  private final InputSpec input;
  private final TrainingSettings settings;
  private final AugmentationPreset preset;
  private final ExampleEncoder examples;
  private final TileSample tileSample;
  private final Map<Path, List<float[]>> tiles = new HashMap<>();
  private final Map<Path, Map<Example, ExampleEncoder.Encoded>> encoded = new HashMap<>();

  /** All images get this mapping, and windows of that patch. */
  public CachedTrainer(
      Backbone backbone,
      WorkerPool workers,
      IntensityMapping mapping,
      AugmentationPreset preset,
      int patch) {
    this.backbone = backbone;
    this.mapping = mapping;
    this.preset = preset;
    settings = TrainingSettings.usual().withPatch(patch);
    input = new InputSpec(backbone.info().name(), backbone.info().sha256(), patch, false, mapping);
    examples =
        new ExampleEncoder(
            backbone, workers, new Augmenter(preset, settings.seed()), settings.views());
    tileSample = new TileSample(backbone, workers, input);
  }

  /** A classifier of some examples on the first slices of some images. */
  public Classifier train(Map<Path, List<Example>> marks) {
    List<Example> all = marks.values().stream().flatMap(List::stream).toList();
    SupportSet set = SupportSet.of(all, Map.of());
    List<float[]> rows = new ArrayList<>();
    List<ExampleEncoder.Encoded> found = new ArrayList<>();
    marks.forEach(
        (path, list) -> {
          encode(path, list);
          rows.addAll(tiles.get(path));
          list.forEach(example -> found.add(encoded.get(path).get(example)));
        });
    int[] labels = all.stream().mapToInt(e -> set.label(e.className())).toArray();
    Support support =
        new Support(
            found.stream().map(ExampleEncoder.Encoded::mean).toArray(float[][]::new),
            labels,
            set.classes().size());
    Standardiser standardiser =
        Standardiser.of(rows.toArray(float[][]::new)).with(Whitening.of(backbone.statistics()));
    float[][][] probes =
        found.stream().map(ExampleEncoder.Encoded::probes).toArray(float[][][]::new);
    return HeadFitting.fit(
        backbone,
        set.classes(),
        input,
        settings,
        preset,
        standardiser,
        Refinement.none(),
        support,
        probes);
  }

  private void encode(Path path, List<Example> list) {
    Map<Example, ExampleEncoder.Encoded> known =
        encoded.computeIfAbsent(path, p -> new HashMap<>());
    if (tiles.containsKey(path) && known.keySet().containsAll(list)) {
      return;
    }
    try (ImageSource image = ImageFiles.open(path)) {
      RgbView view = new RgbView(image, mapping.resolve(image));
      tiles.computeIfAbsent(path, p -> tileSample.embeddings(view, TILES));
      for (Example example : list) {
        if (!known.containsKey(example)) {
          known.put(example, examples.encode(view, example, input));
        }
      }
    }
  }
}
