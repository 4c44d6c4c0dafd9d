package sc.fiji.fewshot.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.backbone.AveragingBackbone;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.FolderTrainer;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.classifier.ViewPlane;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;

class PredictorTest {

  private static final int SIZE = 192;

  /** Rounds until the engine has what it keeps. */
  private static final int WARM_UP = 30;

  /** Bytes in two hundred rounds: an eighth of a megabyte in each, less than an image's maps. */
  private static final long MOST_GROWTH = 24L << 20;

  private static final int SPANS = 3;

  private static Backbone backbone;
  private static WorkerPool workers;
  private static ImageSource image;
  private static Classifier classifier;

  @BeforeAll
  static void train() {
    backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
    workers = new WorkerPool(2);
    image = new ImagePlusSource(Scenes.halves(SIZE, SIZE, 2));
    classifier = train(workers);
  }

  private static Classifier train(WorkerPool pool) {
    return new RegionTrainer(backbone, pool)
        .train(
            List.of(new MarkedImage(image, Scenes.marks(SIZE, SIZE, 3))),
            Map.of(),
            TrainingSettings.usual().withPatch(32),
            Progress.NONE)
        .classifier();
  }

  @AfterAll
  static void close() {
    workers.close();
    backbone.close();
  }

  @Test
  void bothHalvesAreFoundOnBothSlices() {
    Predictor predictor = predictor(workers);
    RgbView view = predictor.view(image);
    for (int slice = 0; slice < 2; slice++) {
      GridPrediction prediction = predictor.grids(view, 16).slice(slice, Progress.NONE);
      assertEquals(12 * 12, prediction.scores().size());
      StringBuilder wrong = new StringBuilder();
      for (int row = 0; row < 12; row++) {
        for (int column = 0; column < 12; column++) {
          // The two columns of cells at the border see both halves.
          int label = prediction.scores().label(prediction.index(column, row));
          String expected = column < 6 ? "smooth" : "check";
          boolean right = classifier.classes().get(label).name().equals(expected);
          if (!right && (column < 5 || column > 6)) {
            wrong.append(" (%d, %d)".formatted(column, row));
          }
        }
      }
      assertEquals("", wrong.toString(), "wrong cells of slice " + slice);
    }
  }

  @Test
  void patchesCutOutOneByOneGetTheSameLabels() {
    Predictor predictor = predictor(workers);
    RgbView view = predictor.view(image);
    GridPrediction dense = predictor.grids(view, 16).slice(0, Progress.NONE);
    GridPrediction single = predictor.grids(view, 16).oneByOne(0, Progress.NONE);
    int same = 0;
    for (int i = 0; i < dense.scores().size(); i++) {
      same += dense.scores().label(i) == single.scores().label(i) ? 1 : 0;
    }
    assertTrue(same >= 0.95 * dense.scores().size(), same + " of " + dense.scores().size());
  }

  @Test
  void regionsAndWholeImagesAreClassified() {
    Predictor predictor = new Predictor(classifier, backbone, workers, new FeatureCache(1 << 28));
    RgbView view = predictor.view(image);
    RegionPrediction left =
        predictor.regions(view).region(1, "left", Region.rectangle(0, 0, SIZE / 2 - 16, SIZE));
    assertEquals("smooth", classifier.classes().get(left.scores().label(0)).name());
    RegionPrediction right =
        predictor.regions(view).region(1, "right", Region.rectangle(150, 80, 20, 30));
    assertEquals("check", classifier.classes().get(right.scores().label(0)).name());
    RegionPrediction whole = predictor.regions(view).whole(0);
    assertEquals(SIZE, whole.bounds().width());
    assertEquals(1, whole.scores().probability(0, 0) + whole.scores().probability(0, 1), 1e-5);
  }

  @Test
  void oneThreadLearnsAndPredictsTheSameBytes() {
    try (WorkerPool one = new WorkerPool(1)) {
      Classifier alone = train(one);
      assertArrayEquals(classifier.support().embeddings(), alone.support().embeddings());
      assertArrayEquals(classifier.head().rows(), alone.head().rows());
      Predictor predictor = predictor(workers);
      RgbView view = predictor.view(image);
      Scores two = predictor.grids(view, 8).slice(0, Progress.NONE).scores();
      Scores single = predictor(one).grids(view, 8).slice(0, Progress.NONE).scores();
      assertEquals(two.probabilities(), single.probabilities());
      assertEquals(two.novelties(), single.novelties());
    }
  }

  @Test
  void progressReachesTheEndAndMayCancel() {
    Predictor predictor = predictor(workers);
    RgbView view = predictor.view(image);
    double[] last = new double[1];
    GridPredictor grids = predictor.grids(view, 16);
    grids.slice(
        0,
        fraction -> {
          assertTrue(fraction >= last[0]);
          last[0] = fraction;
        });
    assertEquals(1, last[0]);
    Progress cancel =
        fraction -> {
          throw new CancellationException();
        };
    assertThrows(CancellationException.class, () -> grids.slice(0, cancel));
  }

  @Test
  void anotherBackboneIsRefused() {
    InputSpec input = classifier.input();
    Classifier other =
        new Classifier(
            classifier.classes(),
            new InputSpec("embedded", "0123456789abcdef", 32, false, input.mapping()),
            classifier.training(),
            classifier.standardiser(),
            classifier.head(),
            classifier.temperature(),
            classifier.unknown(),
            classifier.support());
    FewShotException e =
        assertThrows(
            FewShotException.class,
            () -> new Predictor(other, backbone, workers, new FeatureCache(0)));
    assertTrue(e.getMessage().contains("another backbone"), e.getMessage());
  }

  @Test
  void nativeMemoryDoesNotGrowOverTwoHundredRounds(@TempDir Path folder) throws IOException {
    // As small as can be: a network that only averages, an image of each class, two marks, two
    // patches. The real network sees two patches in each round.
    ImagePlus tiny = Scenes.halves(64, 32, 1);
    for (int half = 0; half < 2; half++) {
      tiny.setRoi(32 * half, 0, 32, 32);
      Path file = Files.createDirectory(folder.resolve("class" + half)).resolve("example.png");
      ImageIO.write(tiny.crop().getBufferedImage(), "png", file.toFile());
    }
    ClassFolder examples = ClassFolder.read(folder);
    ImageSource scene = new ImagePlusSource(tiny);
    List<MarkedImage> marked =
        List.of(
            new MarkedImage(
                scene,
                List.of(
                    new Example(Region.rectangle(4, 4, 24, 24), 0, "smooth", "smooth"),
                    new Example(Region.rectangle(36, 4, 24, 24), 0, "check", "check"))));
    TrainingSettings settings = new TrainingSettings("auto", 0, 2, null, null, 0);
    RgbView pixels = predictor(workers).view(scene);
    try (Backbone small = new AveragingBackbone()) {
      Runnable round =
          () -> {
            Classifier byFolder =
                new FolderTrainer(small, workers)
                    .train(examples, settings, Progress.NONE)
                    .classifier();
            Predictor whole = new Predictor(byFolder, small, workers, new FeatureCache(0));
            whole.regions(whole.view(scene)).whole(0);
            Classifier byMarks =
                new RegionTrainer(small, workers)
                    .train(marked, Map.of(), settings.withPatch(32), Progress.NONE)
                    .classifier();
            Predictor predictor = new Predictor(byMarks, small, workers, new FeatureCache(0));
            RgbView view = predictor.view(scene);
            assertEquals(2, predictor.grids(view, 32).slice(0, Progress.NONE).scores().size());
            predictor.grids(view, 32).oneByOne(0, Progress.NONE);
            predictor.regions(view).region(0, "left", Region.rectangle(0, 0, 32, 32));
            ViewPlane plane = new ViewPlane(pixels, 0, 1);
            new PatchEncoder(backbone, workers)
                .encode(List.of(plane.around(16, 16, 32), plane.around(48, 16, 32)));
          };
      for (int i = 0; i < WARM_UP; i++) {
        round.run();
      }
      int arrays = ownedArrays(small) + ownedArrays(backbone);
      // What leaks does so in all rounds; pages that Java's own heap touches late do not come
      // again.
      List<Long> growths = new ArrayList<>();
      do {
        growths.add(growthOverTwoHundred(round));
      } while (growths.get(growths.size() - 1) >= MOST_GROWTH && growths.size() < SPANS);
      assertEquals(
          arrays,
          ownedArrays(small) + ownedArrays(backbone),
          "arrays that belong to the backbones themselves");
      assertTrue(growths.get(growths.size() - 1) < MOST_GROWTH, "grew by bytes: " + growths);
    }
  }

  private static long growthOverTwoHundred(Runnable round) {
    long bytes = NativeMemory.residentBytes();
    for (int i = 0; i < 200; i++) {
      round.run();
    }
    return NativeMemory.residentBytes() - bytes;
  }

  @Test
  void anArrayLeftBehindIsCounted() {
    int before = ownedArrays(backbone);
    try (NDManager manager = backbone.newManager()) {
      NDArray left = manager.getParentManager().create(1f);
      assertEquals(before + 1, ownedArrays(backbone));
      left.close();
    }
    assertEquals(before, ownedArrays(backbone));
  }

  private static int ownedArrays(Backbone of) {
    try (NDManager manager = of.newManager()) {
      return manager.getParentManager().getManagedArrays().size();
    }
  }

  private static Predictor predictor(WorkerPool pool) {
    return new Predictor(classifier, backbone, pool, new FeatureCache(0));
  }
}
