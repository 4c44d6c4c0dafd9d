package sc.fiji.fewshot.ui.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.LUT;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.predict.Scores;

class ProbabilityImageTest {

  @TempDir private Path folder;

  private static ImagePlus made() {
    return ProbabilityImage.of(
        Predictions.image(11, 7, 2, 2, 3),
        List.of(Predictions.grid(3, 4, 1, "NsF", "??n"), Predictions.grid(0, 4, 1, "SSS", "FFF")),
        Predictions.CLASSES);
  }

  private static float[] plane(ImagePlus image, int c, int z, int t) {
    return (float[]) image.getStack().getPixels(image.getStackIndex(c, z, t));
  }

  private static void assertRight(ImagePlus image) {
    assertEquals(32, image.getBitDepth());
    assertArrayEquals(new int[] {3, 2, 3, 2, 3}, image.getDimensions());
    assertArrayEquals(
        new float[] {0.8f, 0.25f, 0.1f, 0.1f, 0.1f, 0.5f}, plane(image, 1, 2, 2), "nucleus");
    assertArrayEquals(
        new float[] {0.1f, 0.5f, 0.1f, 0.8f, 0.8f, 0.25f}, plane(image, 2, 2, 2), "stroma");
    assertArrayEquals(
        new float[] {0.1f, 0.1f, 0.1f, 0.8f, 0.8f, 0.8f}, plane(image, 3, 1, 1), "fat");
    assertArrayEquals(new float[6], plane(image, 1, 1, 2), "a slice that was not classified");
    assertEquals("stroma", image.getStack().getSliceLabel(image.getStackIndex(2, 1, 3)));
    assertTrue(image.isComposite());
    LUT[] luts = image.getLuts();
    for (int c = 0; c < 3; c++) {
      assertEquals(0, luts[c].min);
      assertEquals(1, luts[c].max);
      assertEquals(Predictions.CLASSES.get(c).rgb(), luts[c].getRGB(255) & 0xffffff);
      assertEquals(0, luts[c].getRGB(0) & 0xffffff);
    }
  }

  @Test
  void eachClassIsAChannelInItsColour() {
    ImagePlus image = made();
    assertEquals("cells-probabilities", image.getTitle());
    assertRight(image);
  }

  @Test
  void itIsTheSameWhenItIsOpenedAgain() {
    String file = folder.resolve("p.tif").toString();
    IJ.saveAsTiff(made(), file);
    assertRight(IJ.openImage(file));
  }

  @Test
  void itLiesOverTheImage() {
    Calibration image = Predictions.image(11, 7, 2, 2, 3).getCalibration();
    Calibration patches = made().getCalibration();
    assertEquals(2, patches.pixelWidth);
    assertEquals(1, patches.pixelHeight);
    assertEquals(2, patches.pixelDepth);
    assertEquals("µm", patches.getUnit());
    assertEquals(image.getX(4 * 2.0), patches.getX(2.0), "left edge of the third patch");
    assertEquals(image.getY(4.0), patches.getY(1.0), "top edge of the second row");
  }

  @Test
  void anyNumberOfClassesHasItsChannels() {
    List<LabelClass> classes = new ArrayList<>();
    for (int c = 0; c < 12; c++) {
      classes.add(new LabelClass("class " + c, 0x100000 * c + 0xff));
    }
    float[] probabilities = new float[12];
    probabilities[11] = 1;
    GridPrediction slice =
        new GridPrediction(
            new PatchGrid(4, 4, 4, 4), 0, new Scores(12, probabilities, new float[1]), 1);
    ImagePlus image =
        ProbabilityImage.of(Predictions.image(4, 4, 1, 1, 1), List.of(slice), classes);
    assertEquals(12, image.getNChannels());
    assertEquals(1, plane(image, 12, 1, 1)[0]);
    assertEquals(0xB000ff, image.getLuts()[11].getRGB(255) & 0xffffff);
    assertEquals(1, image.getLuts()[11].max);
  }
}
