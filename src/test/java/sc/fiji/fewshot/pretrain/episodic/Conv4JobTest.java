package sc.fiji.fewshot.pretrain.episodic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;

class Conv4JobTest {

  private static final int STEPS = 104;

  @TempDir Path folder;

  @Test
  void aBreakChangesNothingAndTheNetworkIsABackbone() throws IOException {
    Path data = alphabets();
    List<TestResult> expected = job(data).run(folder.resolve("whole"), step -> {}, line -> {});

    Path broken = folder.resolve("broken");
    assertThrows(
        CancellationException.class,
        () ->
            job(data)
                .run(
                    broken,
                    step -> {
                      if (step.step() == STEPS - 1) {
                        throw new CancellationException();
                      }
                    },
                    line -> {}));
    List<String> said = new ArrayList<>();
    assertEquals(expected, job(data).run(broken, step -> {}, said::add));
    assertTrue(said.contains("Going on after step 100."), said.toString());
    for (String file : List.of(Backbones.WEIGHTS_FILE, "training.csv")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(file)),
          Files.readAllBytes(broken.resolve(file)),
          file);
    }
    assertTrue(Files.size(broken.resolve("training.png")) > 0);

    try (Backbone backbone = Backbones.open(broken.toString(), "cpu")) {
      assertEquals(2 * 64, backbone.info().embeddingLength());
    }
    FewShotException finished =
        assertThrows(FewShotException.class, () -> job(data).run(broken, step -> {}, line -> {}));
    assertTrue(finished.getMessage().contains("choose another --out"), finished.getMessage());
  }

  @Test
  void classesOfTheTrainingSetAreToldApartInTheTest() throws IOException {
    Path data = alphabets();
    List<TestResult> results = job(data).run(folder.resolve("out"), step -> {}, line -> {});
    // "Old" was trained on, "New" was not.
    assertEquals(List.of(4, 4, 2, 2), results.stream().map(TestResult::classes).toList());
    assertEquals(List.of(1, 5, 1, 5), results.stream().map(TestResult::shots).toList());
  }

  private Conv4Job job(Path data) {
    return new Conv4Job(
        List.of(data.resolve("Old")),
        List.of(),
        List.of(data),
        null,
        3,
        new EpisodicSettings(
            ObjectiveKind.PROTOTYPICAL, new EpisodePlan(2, 1, 1), true, false, STEPS, 1e-3, 0),
        "cpu");
  }

  private Path alphabets() throws IOException {
    Path data = folder.resolve("alphabets");
    ClassImages shapes = DrawnShapes.of(4, 6, 20);
    for (int i = 0; i < shapes.size(); i++) {
      int c = shapes.labels()[i];
      BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY);
      for (int k = 0; k < 400; k++) {
        image.getRaster().setSample(k % 20, k / 20, 0, 255 - (shapes.ink().get(i)[k] & 0xff));
      }
      Path file = data.resolve(c < 2 ? "Old" : "New").resolve("character" + c).resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
    return data;
  }
}
