package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.Opener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.benchmark.DenseBenchmark;
import sc.fiji.fewshot.benchmark.MirroredSource;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.demo.Sample;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.io.ClassifierFile;
import sc.fiji.fewshot.predict.Predictor;

/** The first thing that a new user sees. */
class DemoTest {

  private static final String HOME = "fewshot.home";
  private static final int SAMPLES = 3;

  @TempDir private static Path out;

  private static Call demo;

  @BeforeAll
  static void run() {
    // The project's own folder holds the samples just as a distribution does.
    System.setProperty(HOME, Call.fromProject("").toString());
    demo = Call.of("demo", "--out", out, "--device", "cpu", "--quiet");
  }

  @AfterAll
  static void forget() {
    System.clearProperty(HOME);
  }

  @Test
  void tellsHowMuchOfTheTruthWasFoundAndWhatToDoNext() {
    assertEquals(0, demo.exitCode(), demo.err());
    Matcher accuracy = Pattern.compile("mean over classes ([0-9.]+) %").matcher(demo.out());
    for (int i = 0; i < SAMPLES; i++) {
      assertTrue(accuracy.find(), demo.out());
      assertTrue(Double.parseDouble(accuracy.group(1)) > 70, demo.out());
    }
    Matcher unknown =
        Pattern.compile("([0-9]+) % are called unknown, of the others ([0-9.]+) %")
            .matcher(demo.out());
    for (int i = 0; i < SAMPLES; i++) {
      assertTrue(unknown.find(), demo.out());
      assertTrue(Integer.parseInt(unknown.group(1)) < 40, demo.out());
      assertTrue(Double.parseDouble(unknown.group(2)) > 80, demo.out());
    }
    assertTrue(demo.out().contains("fewshot train --examples"), demo.out());
  }

  @Test
  void leavesPicturesTablesAndOverlays() {
    for (Sample sample : Sample.all(Call.fromProject("sample-images"))) {
      for (String ending : new String[] {".csv", "-overlay.png", "-labels.tif", ".fewshot"}) {
        assertTrue(Files.exists(out.resolve(sample.name() + ending)), sample.name() + ending);
      }
      ImagePlus shown = new Opener().openImage(out.resolve(sample.name() + "-overlay.tif") + "");
      assertNotNull(shown.getOverlay(), "ImageJ shows the colours of " + sample.name());
    }
  }

  /** On a corner of each sample, with the classifiers that the demo made. */
  @Test
  void denseAndPatchByPatchGiveTheSameLabels() {
    try (WorkerPool workers = new WorkerPool(2);
        Backbone backbone = Backbones.open(Backbones.EMBEDDED, "cpu")) {
      for (Sample sample : Sample.all(Call.fromProject("sample-images"))) {
        Classifier classifier = ClassifierFile.read(out.resolve(sample.name() + ".fewshot"));
        int stride = Math.max(1, classifier.input().patch() / 2);
        try (ImageSource image = ImageFiles.open(sample.image())) {
          ImageSource corner = new MirroredSource(image, 12 * stride, 12 * stride);
          Predictor predictor = new Predictor(classifier, backbone, workers, new FeatureCache(0));
          RgbView view = predictor.view(corner);
          double agreement =
              DenseBenchmark.agreement(
                  predictor.grids(view, stride).slice(0, Progress.NONE),
                  predictor.grids(view, stride).oneByOne(0, Progress.NONE));
          System.out.printf(
              Locale.ROOT,
              "%s: dense and patch by patch agree on %.1f %% of 144 patches%n",
              sample.name(),
              100 * agreement);
          assertTrue(agreement >= 0.95, sample.name() + ": agreement " + agreement);
        }
      }
    }
  }
}
