package sc.fiji.fewshot.realdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.io.ContactSheet;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.Predictor;

/** A T1-weighted MR stack of a head: brain, skull and background marked on one slice. */
class BrainMrTest {

  private static final Path SERIES = Path.of("../shared/data/STACKS/mr_t1_dicom");

  @Test
  void marksOnOneSliceColourAllSlices() {
    assumeTrue(Files.isDirectory(SERIES), "skipped: no MR series in " + SERIES);
    try (WorkerPool workers = new WorkerPool(2);
        Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
        ImageSource series = ImageFiles.open(SERIES)) {
      assertEquals(30, series.slices());
      assertTrue(series.isRadiology());
      int w = series.width();
      int h = series.height();
      Classifier classifier =
          new RegionTrainer(backbone, workers)
              .train(
                  List.of(new MarkedImage(series, marks(w, h, 15))),
                  Map.of(),
                  TrainingSettings.usual().withPatch(w / 8),
                  Progress.NONE)
              .classifier();
      assertEquals("radiology", classifier.training().preset());
      Predictor predictor = new Predictor(classifier, backbone, workers, new FeatureCache(0));
      RgbView view = predictor.view(series);
      List<GridPrediction> slices = new ArrayList<>();
      for (int s = 0; s < series.slices(); s++) {
        slices.add(predictor.grids(view, w / 32).slice(s, Progress.NONE));
      }
      ContactSheet.write(Path.of("target/pictures/mr-t1.png"), view, slices, classifier.classes());
      int brain = 0;
      for (GridPrediction slice : slices) {
        assertEquals("background", name(classifier, slice, 0.04, 0.04));
        brain += name(classifier, slice, 0.5, 0.25).equals("brain") ? 1 : 0;
      }
      assertTrue(brain >= 27, "brain in the middle of " + brain + " of 30 slices");
    }
  }

  private static String name(Classifier classifier, GridPrediction slice, double x, double y) {
    int index = slice.index((int) (x * slice.grid().columns()), (int) (y * slice.grid().rows()));
    return classifier.classes().get(slice.scores().label(index)).name();
  }

  private static List<Example> marks(int w, int h, int slice) {
    Map<String, double[][]> places = new LinkedHashMap<>();
    places.put(
        "brain",
        new double[][] {{0.35, 0.3}, {0.55, 0.25}, {0.7, 0.35}, {0.45, 0.4}, {0.65, 0.55}});
    places.put(
        "skull",
        new double[][] {{0.17, 0.3}, {0.35, 0.14}, {0.54, 0.11}, {0.75, 0.18}, {0.89, 0.44}});
    places.put(
        "background",
        new double[][] {{0.06, 0.06}, {0.94, 0.06}, {0.06, 0.5}, {0.94, 0.8}, {0.06, 0.9}});
    List<Example> marks = new ArrayList<>();
    places.forEach(
        (name, centres) -> {
          for (double[] centre : centres) {
            marks.add(mark(centre, w, h, slice, name));
          }
        });
    return marks;
  }

  private static Example mark(double[] place, int w, int h, int slice, String name) {
    int side = Math.max(16, w / 12);
    Region region =
        Region.rectangle(
            (int) (place[0] * w) - side / 2, (int) (place[1] * h) - side / 2, side, side);
    return new Example(region, slice, name, name);
  }
}
