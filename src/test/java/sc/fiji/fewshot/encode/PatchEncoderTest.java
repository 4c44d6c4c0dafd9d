package sc.fiji.fewshot.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.backbone.AveragingBackbone;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.backbone.TestModels;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;

/** Windows of one image, against the same windows cut out and encoded one by one. */
class PatchEncoderTest {

  private static final int MARGIN = 32;
  private static final int WINDOW = 64;
  private static final int SIDE = 160;

  @TempDir private Path folder;

  private final WorkerPool workers = new WorkerPool(2);

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void windowsOnTheCellsShareTheMaps() {
    try (Backbone backbone = new AveragingBackbone()) {
      windowsEqualTheirCrops(backbone, new Box(64, 32, WINDOW, WINDOW));
    }
  }

  @Test
  void windowsBesideTheCellsAreCut() {
    try (Backbone backbone = new AveragingBackbone()) {
      windowsEqualTheirCrops(backbone, new Box(45, 37, WINDOW, WINDOW));
    }
  }

  @Test
  void backbonesThatPoolByThemselvesSeeTheWindowsAlone() throws Exception {
    try (Backbone backbone = Backbones.open(TestModels.copy("pooled", folder).toString(), "cpu")) {
      windowsEqualTheirCrops(backbone, new Box(64, 32, WINDOW, WINDOW));
    }
  }

  private void windowsEqualTheirCrops(Backbone backbone, Box other) {
    Box first = new Box(32, 32, WINDOW, WINDOW);
    List<RgbImage> images = List.of(noise(1), noise(2), noise(3));
    List<float[][]> rows =
        new PatchEncoder(backbone, workers, MARGIN).encode(images, List.of(first, other));
    PatchEncoder bare = new PatchEncoder(backbone, workers);
    assertEquals(images.size(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      RgbImage image = images.get(i);
      float[][] alone = bare.encode(List.of(image.crop(first), image.crop(other)));
      assertArrayEquals(alone[0], rows.get(i)[0], 1e-5f);
      assertArrayEquals(alone[1], rows.get(i)[1], 1e-5f);
    }
  }

  private static RgbImage noise(long seed) {
    float[] values = new float[RgbImage.CHANNELS * SIDE * SIDE];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return new RgbImage(SIDE, SIDE, values);
  }
}
