package sc.fiji.fewshot.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.Safetensors;
import sc.fiji.fewshot.backbone.Tensor;

class PretrainJobTest {

  @TempDir Path folder;

  @Test
  void trainsFromTheEmbeddedBackboneAndWritesOneThatLoads() throws IOException {
    Path data = folder.resolve("shapes");
    for (int i = 0; i < 8; i++) {
      draw(data.resolve("round").resolve(i + ".png"), true, i);
      draw(data.resolve("square").resolve(i + ".png"), false, i);
    }
    Path out = folder.resolve("backbone");
    List<Double> losses = new ArrayList<>();
    PretrainSettings settings = new PretrainSettings(3, 4, 72, 64, 1e-3, 0.5, 0.15, 7);
    new PretrainJob(
            List.of(data),
            null,
            null,
            null,
            new ViewsTraining(settings, "cpu", step -> losses.add(step.distillation()), line -> {}),
            settings.imageSide(),
            "cpu",
            2)
        .run(out, line -> {});

    assertEquals(3, losses.size());
    Map<String, Tensor> before = Safetensors.read(Backbones.embeddedWeights(), "before");
    Map<String, Tensor> after =
        Safetensors.read(Files.readAllBytes(out.resolve(Backbones.WEIGHTS_FILE)), "after");
    assertTrue(after.keySet().containsAll(before.keySet()));
    assertTrue(after.containsKey("metric.directions"), "two classes make a metric");
    assertFalse(
        Arrays.equals(before.get("pw12.weight").data(), after.get("pw12.weight").data()),
        "training changes the weights");
    try (Backbone backbone = Backbones.open(out.toString(), "cpu")) {
      assertTrue(backbone.statistics().isPresent());
      assertEquals(3584, backbone.info().embeddingLength());
    }
    assertTrue(Files.size(out.resolve("training.png")) > 0);
    assertEquals(4, Files.readAllLines(out.resolve("training.csv")).size());
  }

  private static void draw(Path file, boolean round, int i) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(200, 40 + 10 * i, 90));
    if (round) {
      graphics.fillOval(8 + i, 10, 30 + i, 30 + i);
    } else {
      graphics.fillRect(8 + i, 10, 30 + i, 30 + i);
    }
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
