package sc.fiji.fewshot.realdata;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.evaluate.ConfusionMatrix;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.io.ContactSheet;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.Predictor;

/** Blood smears with boxes around red cells, white cells and platelets, by another laboratory. */
class BccdSmearsTest {

  private static final Path SMEARS = Path.of("../shared/data/IMAGES/bccd_smears");
  private static final Path PICTURES = Path.of("target/pictures");
  private static final int DRAWS = 20;
  private static final int SHOTS = 5;
  private static final int QUERY_IMAGES = 12;
  private static final int PATCH = 96;
  private static final int STRIDE = 24;

  @Test
  void fiveBoxesAClassClassifyTheBoxesOfOtherImages() throws Exception {
    assumeTrue(Files.isDirectory(SMEARS), "skipped: no blood smears in " + SMEARS);
    Map<Path, List<Example>> boxes = boxes();
    double sum = 0;
    double worst = 1;
    double agreement = 0;
    try (WorkerPool workers = new WorkerPool(2);
        Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu")) {
      for (int draw = 0; draw < DRAWS; draw++) {
        List<Path> order = new ArrayList<>(boxes.keySet());
        Collections.shuffle(order, new Random(draw));
        Map<Path, List<Example>> support = support(order, boxes);
        Classifier classifier = train(support, backbone, workers);
        order.removeAll(support.keySet());
        Predictor predictor =
            new Predictor(classifier, backbone, workers, new FeatureCache(1 << 28));
        double accuracy = classify(order.subList(0, QUERY_IMAGES), boxes, classifier, predictor);
        sum += accuracy;
        worst = Math.min(worst, accuracy);
        if (draw == 0) {
          agreement = paint(order.subList(0, 3), classifier, predictor);
        }
      }
    }
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

  private static Classifier train(
      Map<Path, List<Example>> support, Backbone backbone, WorkerPool workers) {
    List<MarkedImage> marked = new ArrayList<>();
    support.forEach((path, marks) -> marked.add(new MarkedImage(ImageFiles.open(path), marks)));
    return new RegionTrainer(backbone, workers)
        .train(marked, Map.of(), TrainingSettings.usual().withPatch(PATCH), Progress.NONE)
        .classifier();
  }

  private static double classify(
      List<Path> images,
      Map<Path, List<Example>> boxes,
      Classifier classifier,
      Predictor predictor) {
    List<String> names = classifier.classes().stream().map(LabelClass::name).toList();
    int[] truth = new int[10_000];
    int[] predicted = new int[truth.length];
    int n = 0;
    for (Path path : images) {
      try (ImageSource image = ImageFiles.open(path)) {
        RgbView view = predictor.view(image);
        for (Example box : boxes.get(path)) {
          truth[n] = names.indexOf(box.className());
          predicted[n++] = predictor.region(view, 0, box.name(), box.region()).scores().label(0);
        }
      }
    }
    return ConfusionMatrix.of(Arrays.copyOf(truth, n), Arrays.copyOf(predicted, n), names.size())
        .balancedAccuracy();
  }

  private static double paint(List<Path> images, Classifier classifier, Predictor predictor) {
    double agreement = 0;
    for (Path path : images) {
      try (ImageSource image = ImageFiles.open(path)) {
        RgbView view = predictor.view(image);
        GridPrediction dense = predictor.grid(view, 0, STRIDE, Progress.NONE);
        GridPrediction single = predictor.gridOneByOne(view, 0, STRIDE, Progress.NONE);
        agreement +=
            sc.fiji.fewshot.benchmark.DenseBenchmark.agreement(dense, single) / images.size();
        ContactSheet.write(
            PICTURES.resolve("bccd-" + path.getFileName() + ".png"),
            view,
            List.of(predictor.grid(view, 0, 12, Progress.NONE)),
            classifier.classes());
      }
    }
    return agreement;
  }
}
