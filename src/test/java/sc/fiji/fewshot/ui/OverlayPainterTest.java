package sc.fiji.fewshot.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.ui.results.Predictions;

class OverlayPainterTest {

  private static final int RGB = 0xffffff;

  @TempDir private Path folder;

  /** Each slice has its own class, from nucleus on. */
  private static List<GridPrediction> slices(int count) {
    return IntStream.range(0, count)
        .mapToObj(s -> Predictions.grid(s, 4, 0, "NSFNSF".substring(s % 3, s % 3 + 3)))
        .toList();
  }

  private static ImagePlus painted(ImagePlus image) {
    int count = image.getNSlices() * image.getNFrames();
    image.setOverlay(OverlayPainter.paint(image, slices(count), Predictions.CLASSES, 1));
    return image;
  }

  private ImagePlus reopened(ImagePlus image) {
    String file = folder.resolve("painted.tif").toString();
    IJ.saveAsTiff(image, file);
    return IJ.openImage(file);
  }

  /** What ImageJ draws at each position is the layer of that slice. */
  private static void assertDrawnRight(ImagePlus image) {
    for (int t = 1; t <= image.getNFrames(); t++) {
      for (int z = 1; z <= image.getNSlices(); z++) {
        for (int c = 1; c <= image.getNChannels(); c++) {
          image.setPositionWithoutUpdate(c, z, t);
          int slice = (t - 1) * image.getNSlices() + z - 1;
          assertEquals(
              Predictions.CLASSES.get(slice % 3).rgb(),
              image.flatten().getProcessor().get(1, 1) & RGB,
              "c " + c + ", z " + z + ", t " + t);
        }
      }
    }
  }

  private static void assertSame(Overlay expected, Overlay found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      Roi a = expected.get(i);
      Roi b = found.get(i);
      assertEquals(a.getPosition(), b.getPosition());
      assertEquals(a.hasHyperStackPosition(), b.hasHyperStackPosition());
      assertEquals(a.getCPosition(), b.getCPosition());
      assertEquals(a.getZPosition(), b.getZPosition());
      assertEquals(a.getTPosition(), b.getTPosition());
      assertArrayEquals(
          (int[]) ((ImageRoi) a).getProcessor().getPixels(),
          (int[]) ((ImageRoi) b).getProcessor().getPixels());
    }
  }

  private void assertKept(ImagePlus image) {
    assertDrawnRight(painted(image));
    ImagePlus reopened = reopened(image);
    assertSame(image.getOverlay(), reopened.getOverlay());
    assertEquals(image.getNFrames(), reopened.getNFrames());
    assertDrawnRight(reopened);
  }

  @Test
  void layersOfHyperstacksAreKept() {
    assertKept(Predictions.image(12, 4, 2, 3, 2));
    assertKept(Predictions.image(12, 4, 1, 3, 2));
  }

  @Test
  void layersOfStacksAlongOneAxisAreKept() {
    assertKept(IJ.createImage("plain", 12, 4, 4, 8));
    assertKept(Predictions.image(12, 4, 1, 4, 1));
    assertKept(Predictions.image(12, 4, 1, 1, 4));
  }

  @Test
  void layersOfSingleImagesAreKept() {
    assertKept(Predictions.image(12, 4, 1, 1, 1));
    assertKept(Predictions.image(12, 4, 3, 1, 1));
    assertKept(IJ.createImage("rgb", "RGB", 12, 4, 1));
  }

  @Test
  void onlyClassifiedSlicesHaveALayer() {
    ImagePlus image = Predictions.image(12, 4, 2, 3, 2);
    Overlay overlay = OverlayPainter.paint(image, List.of(slices(6).get(4)), Predictions.CLASSES);
    assertEquals(1, overlay.size());
    assertEquals(2, overlay.get(0).getZPosition());
    assertEquals(2, overlay.get(0).getTPosition());
    assertEquals(0, overlay.get(0).getCPosition());
  }

  @Test
  void unsureIsPalerAndUnknownClear() {
    ImagePlus image = IJ.createImage("white", "RGB white", 12, 4, 1);
    image.setOverlay(
        OverlayPainter.paint(
            image, List.of(Predictions.grid(0, 4, 0, "Nn?")), Predictions.CLASSES, 1));
    for (ImagePlus shown : List.of(image, reopened(image))) {
      int[] coloured = new int[3];
      int[] pixels = (int[]) shown.flatten().getProcessor().getPixels();
      for (int i = 0; i < pixels.length; i++) {
        boolean white = (pixels[i] & RGB) == RGB;
        assertEquals(white ? RGB : Predictions.NUCLEUS, pixels[i] & RGB);
        coloured[i % 12 / 4] += white ? 0 : 1;
      }
      assertArrayEquals(new int[] {16, 8, 0}, coloured);
    }
  }

  @Test
  void theImageShinesThroughAsAsked() {
    ImagePlus image = IJ.createImage("white", "RGB white", 12, 4, 1);
    List<GridPrediction> slices = List.of(Predictions.grid(0, 4, 0, "NNN"));
    image.setOverlay(OverlayPainter.paint(image, slices, Predictions.CLASSES, 0.5));
    int half = image.flatten().getProcessor().get(1, 1) & 0xff;
    assertEquals(0xff / 2, half, 2, "blue of the class is 0");
    image.setOverlay(OverlayPainter.paint(image, slices, Predictions.CLASSES, 0));
    assertEquals(RGB, image.flatten().getProcessor().get(1, 1) & RGB);
  }

  @Test
  void replacesEarlierResultsOnly() {
    ImagePlus image = Predictions.image(12, 4, 1, 1, 1);
    // As large as a layer of results, which makes them equal.
    Roi own = new Roi(0, 0, image.getWidth(), image.getHeight());
    image.setOverlay(new Overlay(own));
    for (int i = 0; i < 2; i++) {
      OverlayPainter.putOn(image, OverlayPainter.paint(image, slices(1), Predictions.CLASSES));
      assertEquals(2, image.getOverlay().size());
      org.junit.jupiter.api.Assertions.assertSame(own, image.getOverlay().get(0));
    }
    OverlayPainter.putOn(image, new Overlay());
    assertEquals(1, image.getOverlay().size());
    org.junit.jupiter.api.Assertions.assertSame(own, image.getOverlay().get(0));
  }
}
