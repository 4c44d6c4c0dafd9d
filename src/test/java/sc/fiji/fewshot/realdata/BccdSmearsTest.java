package sc.fiji.fewshot.realdata;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.benchmark.DenseBenchmark;
import sc.fiji.fewshot.classifier.CachedTrainer;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.ExampleWindows;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.ViewPlane;
import sc.fiji.fewshot.encode.DenseEncoder;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.ConfusionMatrix;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.io.ContactSheet;
import sc.fiji.fewshot.predict.Predictor;
import sc.fiji.fewshot.predict.RegionPredictor;

/** Blood smears with boxes around red cells, white cells and platelets, by another laboratory. */
class BccdSmearsTest {

  private static final Path SMEARS = Path.of("../shared/data/IMAGES/bccd_smears");
  private static final Path PICTURES = Path.of("target/pictures");
  private static final int DRAWS = 20;
  private static final int SHOTS = 5;

  /** Examples are drawn from this many images, so that each is encoded about once. */
  private static final int SUPPORT_IMAGES = 16;

  private static final int PAINTED = 3;
  private static final int PATCH = 96;
  private static final int STRIDE = 48;
  private static final int FINE_STRIDE = 12;

  private final WorkerPool workers = new WorkerPool(2);
  private final Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu");

  @AfterEach
  void close() {
    workers.close();
    backbone.close();
  }

  @Test
  void fiveBoxesAClassClassifyTheBoxesOfOtherImages() throws Exception {
    assumeTrue(Files.isDirectory(SMEARS), "skipped: no blood smears in " + SMEARS);
    Map<Path, List<Example>> boxes = boxes();
    List<Path> images = new ArrayList<>(boxes.keySet());
    Collections.shuffle(images, new Random(0));
    IntensityMapping mapping;
    try (ImageSource first = ImageFiles.open(images.get(0))) {
      mapping = IntensityMapping.guess(first);
    }
    CachedTrainer trainer =
        new CachedTrainer(backbone, workers, mapping, AugmentationPreset.MICROSCOPY, PATCH);
    Map<Path, float[][]> embedded = new LinkedHashMap<>();
    for (Path path : images) {
      embedded.put(path, embed(path, boxes.get(path), mapping));
    }
    double sum = 0;
    double worst = 1;
    Classifier classifier = null;
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Path> order = new ArrayList<>(images.subList(0, SUPPORT_IMAGES));
      Collections.shuffle(order, new Random(draw));
      Map<Path, List<Example>> support = support(order, boxes);
      classifier = trainer.train(support);
      List<Path> others = new ArrayList<>(images);
      others.removeAll(support.keySet());
      double accuracy = classify(others, boxes, embedded, classifier);
      sum += accuracy;
      worst = Math.min(worst, accuracy);
    }
    double agreement = paint(images.subList(SUPPORT_IMAGES, SUPPORT_IMAGES + PAINTED), classifier);
    System.out.printf(
        Locale.ROOT,
        "BCCD smears, %d boxes a class, %d draws: balanced accuracy %.1f %% (worst %.1f %%); dense"
            + " and patch by patch agree on %.1f %% of patches%n",
        SHOTS,
        DRAWS,
        100 * sum / DRAWS,
        100 * worst,
        100 * agreement);
    assertTrue(sum / DRAWS > 0.8, "balanced accuracy " + sum / DRAWS);
    assertTrue(agreement >= 0.95, "agreement " + agreement);
  }

  private static Map<Path, List<Example>> boxes() throws Exception {
    Map<Path, List<Example>> boxes = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(SMEARS)) {
      for (Path image : files.filter(f -> f.toString().endsWith(".jpg")).sorted().toList()) {
        Path xml = Path.of(image.toString().replace(".jpg", ".xml"));
        boxes.put(image, VocBoxes.read(xml, 640, 480));
      }
    }
    return boxes;
  }

  /** Images in order, until five boxes of each class are found; at most two of a class an image. */
  private static Map<Path, List<Example>> support(
      List<Path> order, Map<Path, List<Example>> boxes) {
    Map<String, Integer> found = new LinkedHashMap<>(Map.of("RBC", 0, "WBC", 0, "Platelets", 0));
    Map<Path, List<Example>> support = new LinkedHashMap<>();
    for (Path image : order) {
      List<Example> taken = new ArrayList<>();
      Map<String, Integer> here = new LinkedHashMap<>();
      for (Example box : boxes.get(image)) {
        String name = box.className();
        if (found.get(name) < SHOTS && here.merge(name, 1, Integer::sum) <= 2) {
          taken.add(box);
          found.merge(name, 1, Integer::sum);
        }
      }
      if (!taken.isEmpty()) {
        support.put(image, taken);
      }
      if (found.values().stream().allMatch(n -> n == SHOTS)) {
        return support;
      }
    }
    throw new AssertionError("too few boxes");
  }

  /**
   * The boxes' embeddings as {@link RegionPredictor#region} makes them, whatever the classifier.
   */
  private float[][] embed(Path path, List<Example> boxes, IntensityMapping mapping) {
    try (ImageSource image = ImageFiles.open(path)) {
      double scale = (double) InputSpec.NETWORK_SIDE / PATCH;
      double half = InputSpec.NETWORK_SIDE / 2.0;
      ViewPlane plane = new ViewPlane(new RgbView(image, mapping.resolve(image)), 0, scale);
      DenseEncoder dense =
          new DenseEncoder(backbone, workers, new FeatureCache(1 << 28), InputSpec.NETWORK_SIDE);
      float[][] embeddings = new float[boxes.size()][];
      for (int i = 0; i < embeddings.length; i++) {
        embeddings[i] =
            MeanEmbedding.of(
                ExampleWindows.of(boxes.get(i).region(), PATCH, 25).stream()
                    .map(
                        c -> dense.window(plane, plane, c.x() * scale - half, c.y() * scale - half))
                    .toArray(float[][]::new));
      }
      return embeddings;
    }
  }

  private static double classify(
      List<Path> images,
      Map<Path, List<Example>> boxes,
      Map<Path, float[][]> embedded,
      Classifier classifier) {
    List<String> names = classifier.classes().stream().map(LabelClass::name).toList();
    List<Integer> truth = new ArrayList<>();
    List<Integer> predicted = new ArrayList<>();
    for (Path path : images) {
      float[][] standardised = classifier.standardiser().apply(embedded.get(path));
      for (int i = 0; i < standardised.length; i++) {
        truth.add(names.indexOf(boxes.get(path).get(i).className()));
        double[] logits = classifier.head().logits(standardised[i]);
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
          best = logits[c] > logits[best] ? c : best;
        }
        predicted.add(best);
      }
    }
    return ConfusionMatrix.of(numbers(truth), numbers(predicted), names.size()).balancedAccuracy();
  }

  private static int[] numbers(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private double paint(List<Path> images, Classifier classifier) {
    Predictor predictor = new Predictor(classifier, backbone, workers, new FeatureCache(1 << 28));
    double agreement = 0;
    for (Path path : images) {
      try (ImageSource image = ImageFiles.open(path)) {
        RgbView view = predictor.view(image);
        agreement +=
            DenseBenchmark.agreement(
                    predictor.grids(view, STRIDE).slice(0, Progress.NONE),
                    predictor.grids(view, STRIDE).oneByOne(0, Progress.NONE))
                / images.size();
        ContactSheet.write(
            PICTURES.resolve("bccd-" + path.getFileName() + ".png"),
            view,
            List.of(predictor.grids(view, FINE_STRIDE).slice(0, Progress.NONE)),
            classifier.classes());
      }
    }
    return agreement;
  }
}
