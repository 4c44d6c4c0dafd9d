package sc.fiji.fewshot.session.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Line;
import ij.io.Opener;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.demo.Sample;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;

/** Marking where it is suggested teaches more than marking as many places at random. */
class SuggestionsOnSamplesTest {

  private static final int[] LOOKS = {5, 10, 20};
  private static final int DRAWS = 12;

  private static Backbone backbone;
  private static WorkerPool workers;

  @BeforeAll
  static void open() {
    backbone = Backbones.open(Backbones.EMBEDDED, "cpu");
    workers = new WorkerPool(2);
  }

  @AfterAll
  static void close() {
    workers.close();
    backbone.close();
  }

  @Test
  void aLongPenStrokeIsProposedOnceAtMost() {
    Sample sample = sample("tissue-section");
    ImagePlus section = new Opener().openImage(sample.image().toString());
    Line pen = new Line(180, 700, 420, 620);
    pen.setStrokeWidth(24);
    section.getProcessor().setColor(new Color(20, 40, 150));
    section.getProcessor().fill(pen);
    try (ImageSource image = new ImagePlusSource(section);
        SuggestionTrial trial = SuggestionTrial.of(sample, image, 0, backbone, workers)) {
      List<Region> proposed = new ArrayList<>();
      trial.run(
          (learnt, marks, dismissed, random) -> {
            List<Region> next = trial.suggested(learnt, marks, dismissed, random);
            proposed.addAll(next);
            return next;
          },
          new int[] {30},
          0);
      assertEquals(30, proposed.size());
      List<Region> onPen = proposed.stream().filter(r -> showsPen(r, section)).toList();
      // Where pen covers a third of a patch, the tissue under it makes it look usual.
      assertTrue(onPen.size() <= 1, onPen.toString());
    }
  }

  /** Whether a tenth of the region is pen. */
  private static boolean showsPen(Region region, ImagePlus section) {
    Box box = region.bounds();
    int pen = 0;
    for (int y = box.y(); y < box.bottom(); y++) {
      for (int x = box.x(); x < box.right(); x++) {
        pen += (section.getProcessor().get(x, y) & 0xffffff) == 0x142896 ? 1 : 0;
      }
    }
    return pen > 0.1 * box.area();
  }

  private static Sample sample(String name) {
    return Sample.all(Path.of("sample-images")).stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** By how much the mean recall is better after 5, 10 and 20 places, on average: hundredths. */
  @ParameterizedTest
  @CsvSource({"blood-smear, 8", "tissue-section, 5", "fluorescence, 8"})
  void suggestionsTeachMoreThanRandomPlaces(String name, int margin) {
    Sample sample = sample(name);
    try (ImageSource image = ImageFiles.open(sample.image());
        SuggestionTrial trial = SuggestionTrial.of(sample, image, 0, backbone, workers)) {
      double[] suggested = trial.run(trial::suggested, LOOKS, 0);
      double[] random = new double[LOOKS.length + 1];
      for (int draw = 0; draw < DRAWS; draw++) {
        double[] one = trial.run(trial::random, LOOKS, draw);
        for (int i = 0; i < random.length; i++) {
          random[i] += one[i] / DRAWS;
        }
      }
      double better = 0;
      for (int i = 0; i < LOOKS.length; i++) {
        better += 100 * (suggested[i] - random[i]) / LOOKS.length;
      }
      assertTrue(
          better >= margin,
          "suggested " + Arrays.toString(suggested) + ", random " + Arrays.toString(random));
    }
  }
}
