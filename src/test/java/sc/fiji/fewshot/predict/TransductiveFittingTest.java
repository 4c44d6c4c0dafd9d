package sc.fiji.fewshot.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.ImageLooks;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.TrainingFacts;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.classifier.TransductiveFitting;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.Head;

class TransductiveFittingTest {

  private static final int SIZE = 192;
  private static final int STRIDE = 32;
  private static final String REFINED = "prototypical:refine=soft-k-means";

  private static Backbone backbone;
  private static WorkerPool workers;
  private static ImageSource marked;
  private static Classifier classifier;

  @BeforeAll
  static void train() {
    backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
    workers = new WorkerPool(2);
    marked = new ImagePlusSource(Scenes.halves(SIZE, SIZE, 1));
    classifier = train(REFINED);
  }

  private static Classifier train(String method) {
    TrainingSettings settings =
        new TrainingSettings(method, 32, 4, AugmentationPreset.MICROSCOPY, null, 0);
    return new RegionTrainer(backbone, workers)
        .train(
            List.of(new MarkedImage(marked, Scenes.marks(SIZE, SIZE, 3))),
            Map.of(),
            settings,
            Progress.NONE)
        .classifier();
  }

  @AfterAll
  static void close() {
    workers.close();
    backbone.close();
  }

  @Test
  void onTheMarkedImageTheHeadIsThatOfTheTraining() {
    Classifier there =
        TransductiveFitting.fit(classifier, predictor(classifier).view(marked), backbone, workers);
    assertRows(classifier.head().rows(), there.head(), 0);
    assertEquals(classifier.temperature(), there.temperature());
  }

  @Test
  void onAnotherImageItsOwnTilesDrawThePrototypes() {
    RgbView view = predictor(classifier).view(another());
    Classifier there = TransductiveFitting.fit(classifier, view, backbone, workers);
    float[][] tiles =
        ImageLooks.statistics(List.of(view), classifier.input(), backbone, workers, Progress.NONE)
            .tiles();
    Fitted expected =
        FewShotMethods.parse(REFINED)
            .fit(classifier.support().withUnlabelled(tiles), classifier.standardiser());
    // Rows that are standardised one by one may differ in the last bit.
    assertRows(expected.head().rows(), there.head(), 1e-6f);
    assertEquals(expected.temperature(), there.temperature(), 1e-6);
    float[] trained = classifier.head().rows()[0];
    float[] own = there.head().rows()[0];
    assertTrue(
        IntStream.range(0, own.length).anyMatch(i -> Math.abs(own[i] - trained[i]) > 1e-3),
        "another head than that of the training");
  }

  @Test
  void anImageIsClassifiedByItsOwnHeadWholeAndInBlocks() {
    Predictor predictor = predictor(classifier);
    RgbView view = predictor.view(another());
    Scores own = predictor.grids(view, STRIDE).slice(0, Progress.NONE).scores();
    // A predictor that has just seen another image gives the same.
    predictor.grids(predictor.view(marked), STRIDE).slice(0, Progress.NONE);
    GridPredictor grids = predictor.grids(predictor.view(another()), STRIDE);
    List<GridPart> parts = new ArrayList<>();
    for (int block = 0; block < grids.blocks(); block++) {
      parts.addAll(grids.block(0, block));
    }
    Scores joined = grids.join(0, parts, ScoreRoom.HEAP).scores();
    boolean differs = false;
    Classifier trained = train("prototypical");
    Scores plain = predictor(trained).grids(view, STRIDE).slice(0, Progress.NONE).scores();
    for (int i = 0; i < own.size(); i++) {
      assertEquals(own.probability(i, 0), joined.probability(i, 0));
      differs |= Math.abs(own.probability(i, 0) - plain.probability(i, 0)) > 1e-3;
    }
    assertTrue(differs, "another head than that of prototypes without unlabelled patches");
  }

  @Test
  void otherMethodsHaveOneHeadForAllImages() {
    assertTrue(TransductiveFitting.changes(classifier));
    assertFalse(TransductiveFitting.changes(train("prototypical")));
  }

  /** Such as "ridge" of former files, or one of a jar that is not there. */
  @Test
  void aMethodThatIsNotKnownIsNotNeededForClassifying() {
    Classifier old =
        new Classifier(
            classifier.classes(),
            classifier.input(),
            new TrainingFacts("ridge", 0, "microscopy", 4, 1, "", "0.1"),
            classifier.standardiser(),
            classifier.head(),
            classifier.temperature(),
            classifier.unknown(),
            classifier.support());
    assertFalse(TransductiveFitting.changes(old));
    assertTrue(
        predictor(old)
                .grids(predictor(old).view(marked), STRIDE)
                .slice(0, Progress.NONE)
                .scores()
                .size()
            > 0);
  }

  private static ImageSource another() {
    var image = Scenes.halves(SIZE, SIZE, 1);
    image.getProcessor().flipHorizontal();
    image.getProcessor().multiply(0.7);
    return new ImagePlusSource(image);
  }

  private static Predictor predictor(Classifier of) {
    return new Predictor(of, backbone, workers, new FeatureCache(0));
  }

  private static void assertRows(float[][] expected, Head head, float tolerance) {
    for (int c = 0; c < expected.length; c++) {
      assertArrayEquals(expected[c], head.rows()[c], tolerance);
    }
  }
}
