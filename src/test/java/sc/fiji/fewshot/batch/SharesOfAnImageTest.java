package sc.fiji.fewshot.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.backbone.AveragingBackbone;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.predict.GridPart;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.Predictor;
import sc.fiji.fewshot.predict.Scenes;

/** Blocks of an image that different machines classify, and that one joins. */
class SharesOfAnImageTest {

  private static final int STRIDE = 8;

  @TempDir private Path scratch;

  private static GridPart sent(GridPart part) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(part);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (GridPart) in.readObject();
    }
  }

  @Test
  void joinedTheyAreTheImage() throws Exception {
    try (Backbone backbone = new AveragingBackbone();
        WorkerPool workers = new WorkerPool(2)) {
      var small = new ImagePlusSource(Scenes.halves(192, 192, 1));
      Classifier classifier =
          new RegionTrainer(backbone, workers)
              .train(
                  List.of(new MarkedImage(small, Scenes.marks(192, 192, 3))),
                  Map.of(),
                  TrainingSettings.usual().withPatch(32),
                  Progress.NONE)
              .classifier();
      ImageClassification images =
          new ImageClassification(
              new Predictor(classifier, backbone, workers, new FeatureCache(0)),
              classifier.classes());
      // Four blocks of the CNN's pixels on each of two slices.
      RgbView view = images.view(new ImagePlusSource(Scenes.halves(600, 530, 2)));
      List<GridPrediction> whole = images.patches(view, STRIDE, Progress.NONE);
      for (int shares : new int[] {1, 3, 8, 11}) {
        List<GridPart> parts = new ArrayList<>();
        int withSome = 0;
        for (int i = 0; i < shares; i++) {
          List<GridPart> share = images.share(view, STRIDE, i, shares);
          withSome += share.isEmpty() ? 0 : 1;
          for (GridPart part : share) {
            parts.add(sent(part));
          }
        }
        assertEquals(Math.min(shares, 8), withSome, "blocks are shared out evenly");
        Collections.shuffle(parts, new Random(shares));
        List<GridPrediction> joined = images.join(view, STRIDE, parts, scratch);
        assertEquals(whole.size(), joined.size());
        for (int s = 0; s < whole.size(); s++) {
          assertEquals(whole.get(s), joined.get(s), "slice " + s + " of " + shares + " shares");
        }
        parts.remove(0);
        var problem =
            assertThrows(
                IllegalArgumentException.class, () -> images.join(view, STRIDE, parts, scratch));
        assertTrue(problem.getMessage().contains("patches of slice"), problem.getMessage());
      }
    }
  }
}
