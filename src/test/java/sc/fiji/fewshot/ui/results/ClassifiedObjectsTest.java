package sc.fiji.fewshot.ui.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.LabelClass;
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
import sc.fiji.fewshot.predict.Predictor;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.predict.Scenes;

/** From a segmentation to the class of each object. */
class ClassifiedObjectsTest {

  private static final int SIZE = 192;

  /** Discs of 32 pixels, those with even numbers in the right half. */
  private static ImagePlus segmented() {
    ImagePlus labels = IJ.createImage("labels", SIZE, SIZE, 2, 16);
    for (int label = 1; label <= 6; label++) {
      ImageProcessor pixels = labels.getStack().getProcessor(label <= 4 ? 1 : 2);
      pixels.setValue(label);
      pixels.fillOval(label % 2 == 1 ? 30 : 130, 20 + 50 * ((label - 1) / 2), 32, 32);
    }
    return labels;
  }

  @Test
  void objectsGetTheClassOfWhatTheyCover() {
    ImagePlus image = Scenes.halves(SIZE, SIZE, 2);
    ImagePlusSource source = new ImagePlusSource(image);
    ImagePlus labels = segmented();
    try (Backbone backbone = new AveragingBackbone();
        WorkerPool workers = new WorkerPool(2)) {
      Classifier classifier =
          new RegionTrainer(backbone, workers)
              .train(
                  List.of(new MarkedImage(source, Scenes.marks(SIZE, SIZE, 3))),
                  Map.of(),
                  TrainingSettings.usual().withPatch(32),
                  Progress.NONE)
              .classifier();
      Predictor predictor = new Predictor(classifier, backbone, workers, new FeatureCache(1 << 26));
      RgbView view = predictor.view(source);
      List<RegionPrediction> predictions =
          LabelObjects.of(labels).stream()
              .map(o -> predictor.regions(view).region(o.slice(), o.name(), o.region()))
              .toList();
      assertRight(labels, predictions, classifier.classes());
    }
  }

  private static void assertRight(
      ImagePlus labels, List<RegionPrediction> predictions, List<LabelClass> classes) {
    List<String> names = classes.stream().map(LabelClass::name).toList();
    ImagePlus map = LabelMapImage.ofRegions(labels, predictions, classes);
    for (int slice = 1; slice <= 2; slice++) {
      ImageProcessor objects = labels.getStack().getProcessor(slice);
      ImageProcessor found = map.getStack().getProcessor(slice);
      for (int i = 0; i < SIZE * SIZE; i++) {
        int label = objects.get(i);
        int expected = label == 0 ? 0 : names.indexOf(label % 2 == 1 ? "smooth" : "check") + 1;
        assertEquals(expected, found.get(i), "label " + label);
      }
    }
    ResultsTable table = PredictionTable.ofRegions(labels, predictions, classes);
    assertEquals(6, table.size());
    assertEquals("label 5", table.getStringValue("Region", 4));
    assertEquals(2, table.getValue("Slice", 4));
    assertEquals("smooth", table.getStringValue("Class", 4));
    assertEquals(46, table.getValue("X (pixel)", 4), 0.5);
    assertEquals(136, table.getValue("Y (pixel)", 4), 0.5);
    assertEquals(Math.PI * 256, table.getValue("Area (pixel²)", 4), 20);
  }
}
