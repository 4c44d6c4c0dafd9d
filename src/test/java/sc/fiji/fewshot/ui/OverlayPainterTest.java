package sc.fiji.fewshot.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.predict.Scores;

/** Three cells side by side, sure, unsure and unknown, painted and read back. */
class OverlayPainterTest {

  private static final int CELL = 8;
  private static final int RED = 0xE04020;
  private static final int BLUE = 0x2040E0;
  private static final List<LabelClass> CLASSES =
      List.of(new LabelClass("tumour", RED), new LabelClass("stroma", BLUE));

  @TempDir private Path folder;

  private static GridPrediction prediction() {
    float[] probabilities = {0.9f, 0.1f, 0.4f, 0.6f, 0.9f, 0.1f};
    float[] novelty = {1, 1, 3};
    return new GridPrediction(
        new PatchGrid(3 * CELL, CELL, 2 * CELL, CELL), 0, new Scores(2, probabilities, novelty), 2);
  }

  @Test
  void unsureCellsAreHalfCovered() {
    ImagePlus image = new ImagePlus("cells", new ByteProcessor(3 * CELL, CELL));
    coversBySureness(OverlayPainter.paint(image, List.of(prediction()), CLASSES));
  }

  @Test
  void theFileShowsTheSame() {
    ImagePlus image = new ImagePlus("cells", new ByteProcessor(3 * CELL, CELL));
    Path file = folder.resolve("overlay.tif");
    OverlayFile.write(file, new ImagePlusSource(image), List.of(prediction()), CLASSES);
    coversBySureness(new Opener().openImage(file.toString()).getOverlay());
  }

  private static void coversBySureness(Overlay overlay) {
    assertEquals(1, overlay.size());
    ImageRoi layer = (ImageRoi) overlay.get(0);
    assertEquals(0.4, layer.getOpacity(), 1e-6);
    assertEquals(CELL * CELL, count(layer.getProcessor(), 0, RED), "the sure cell");
    assertEquals(CELL * CELL / 2, count(layer.getProcessor(), CELL, BLUE), "the unsure cell");
    assertEquals(CELL * CELL / 2, count(layer.getProcessor(), CELL, 0), "what shines through it");
    assertEquals(CELL * CELL, count(layer.getProcessor(), 2 * CELL, 0), "the unknown cell");
  }

  /** Pixels of a colour in the cell that starts at a column. */
  private static int count(ImageProcessor pixels, int left, int colour) {
    int count = 0;
    for (int y = 0; y < CELL; y++) {
      for (int x = left; x < left + CELL; x++) {
        count += (pixels.get(x, y) & 0xFFFFFF) == colour ? 1 : 0;
      }
    }
    return count;
  }
}
