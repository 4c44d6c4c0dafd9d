package sc.fiji.fewshot.session.guidance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.demo.Sample;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageFiles;
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

  /** By how much the mean recall is better after 5, 10 and 20 places, on average: hundredths. */
  @ParameterizedTest
  @CsvSource({"blood-smear, 8", "tissue-section, 5", "fluorescence, 8"})
  void suggestionsTeachMoreThanRandomPlaces(String name, int margin) {
    Sample sample =
        Sample.all(Path.of("sample-images")).stream()
            .filter(s -> s.name().equals(name))
            .findFirst()
            .orElseThrow();
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
