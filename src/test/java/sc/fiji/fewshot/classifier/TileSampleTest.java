package sc.fiji.fewshot.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.backbone.AveragingBackbone;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbView;

class TileSampleTest {

  private static final int PATCH = 128;
  private static final int ACROSS = 4;

  /** Sixteen patches, each of a red of its own: four squares of four tiles cover them all. */
  @Test
  void tilesCoverTheImageSquareBySquare() {
    ColorProcessor pixels = new ColorProcessor(ACROSS * PATCH, ACROSS * PATCH);
    for (int y = 0; y < pixels.getHeight(); y++) {
      for (int x = 0; x < pixels.getWidth(); x++) {
        pixels.set(x, y, red(x / PATCH, y / PATCH) << 16);
      }
    }
    ImageSource image = new ImagePlusSource(new ImagePlus("reds", pixels));
    IntensityMapping mapping = IntensityMapping.guess(image).resolve(image);
    InputSpec input = new InputSpec("averages", "0".repeat(64), PATCH, false, mapping);
    try (WorkerPool workers = new WorkerPool(2);
        Backbone backbone = new AveragingBackbone()) {
      List<float[]> tiles =
          new TileSample(backbone, workers, input)
              .embeddings(new RgbView(image, mapping), ACROSS * ACROSS);
      assertEquals(ACROSS * ACROSS, tiles.size());
      for (int i = 0; i < tiles.size(); i++) {
        int column = i / 4 % 2 * 2 + i % 2;
        int row = i / 8 * 2 + i / 2 % 2;
        assertEquals(red(column, row) / 255f, tiles.get(i)[0], 1e-4f, "tile " + i);
      }
    }
  }

  private static int red(int column, int row) {
    return 15 * (ACROSS * row + column) + 10;
  }
}
