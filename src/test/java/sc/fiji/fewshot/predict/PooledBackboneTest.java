package sc.fiji.fewshot.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.TestModels;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;

/** A backbone without maps classifies grids, regions and images all the same. */
class PooledBackboneTest {

  private static final int SIZE = 192;

  @TempDir private Path folder;

  @Test
  void gridsRegionsAndImagesAreClassified() {
    ImageSource image = new ImagePlusSource(Scenes.halves(SIZE, SIZE, 1));
    try (WorkerPool workers = new WorkerPool(2);
        Backbone backbone = Backbones.open(TestModels.copy("pooled", folder).toString(), "cpu")) {
      Classifier classifier =
          new RegionTrainer(backbone, workers)
              .train(
                  List.of(new MarkedImage(image, Scenes.marks(SIZE, SIZE, 3))),
                  Map.of(),
                  TrainingSettings.usual().withPatch(32),
                  Progress.NONE)
              .classifier();
      Predictor predictor = new Predictor(classifier, backbone, workers, new FeatureCache(0));
      RgbView view = predictor.view(image);

      GridPrediction grid = predictor.grids(view, 32).slice(0, Progress.NONE);
      for (int row = 0; row < 6; row++) {
        for (int column = 0; column < 6; column++) {
          int label = grid.scores().label(grid.index(column, row));
          assertEquals(
              column < 3 ? "smooth" : "check",
              classifier.classes().get(label).name(),
              column + ", " + row);
        }
      }
      RegionPrediction right =
          predictor.regions(view).region(0, "right", Region.rectangle(130, 40, 40, 90));
      assertEquals("check", classifier.classes().get(right.scores().label(0)).name());
      assertTrue(predictor.regions(view).whole(0).scores().probability(0, 0) >= 0);
    }
  }
}
