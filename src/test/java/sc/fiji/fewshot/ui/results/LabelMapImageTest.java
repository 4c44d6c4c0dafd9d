package sc.fiji.fewshot.ui.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.predict.Scores;

class LabelMapImageTest {

  @TempDir private Path folder;

  private static int[] row(ImagePlus map, int slice, int y) {
    int[] values = new int[map.getWidth()];
    for (int x = 0; x < values.length; x++) {
      values[x] = map.getStack().getProcessor(slice + 1).get(x, y);
    }
    return values;
  }

  private ImagePlus reopened(ImagePlus image) {
    String file = folder.resolve(image.getTitle() + ".tif").toString();
    IJ.saveAsTiff(image, file);
    return IJ.openImage(file);
  }

  private static ImagePlus stack() {
    ImagePlus image = Predictions.image(11, 7, 2, 2, 2);
    image.getStack().setSliceLabel("c:1 z:2 t:2\n0010,0010  Patient's Name: Doe", 7);
    image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {5, 2}, "OD");
    return image;
  }

  private static ImagePlus map(ImagePlus image) {
    return LabelMapImage.of(
        image,
        List.of(Predictions.grid(3, 4, 1, "Ns?", "F?n"), Predictions.grid(1, 4, 1, "SSS", "FFF")),
        Predictions.CLASSES);
  }

  private static void assertRight(ImagePlus map) {
    assertEquals(8, map.getBitDepth());
    assertArrayEquals(new int[] {11, 7, 1, 2, 2}, map.getDimensions());
    assertArrayEquals(new int[] {1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0}, row(map, 3, 3));
    assertArrayEquals(new int[] {3, 3, 3, 3, 0, 0, 0, 0, 1, 1, 1}, row(map, 3, 4));
    assertArrayEquals(new int[] {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, row(map, 1, 0));
    assertArrayEquals(new int[11], row(map, 0, 0), "a slice that was not classified");
    Calibration calibration = map.getCalibration();
    assertEquals(0.5, calibration.pixelWidth, 1e-6);
    assertEquals(0.25, calibration.pixelHeight, 1e-6);
    assertEquals(2, calibration.pixelDepth, 1e-6);
    assertEquals("µm", calibration.getUnit());
    assertEquals(8, calibration.xOrigin);
    assertEquals(30, calibration.frameInterval, 1e-6);
    assertFalse(calibration.calibrated(), "labels are no optical densities");
    assertEquals(
        "Class 0: unknown\nClass 1: nucleus\nClass 2: stroma\nClass 3: fat\n",
        map.getInfoProperty());
    assertEquals("c:1 z:2 t:2", map.getStack().getSliceLabel(4));
    assertNull(map.getStack().getSliceLabel(1));
    map.setPositionWithoutUpdate(1, 2, 2);
    int[] shown = (int[]) map.flatten().getProcessor().getPixels();
    assertEquals(Predictions.NUCLEUS, shown[0] & 0xffffff);
    assertEquals(Predictions.STROMA, shown[4] & 0xffffff);
    assertEquals(0x303030, shown[8] & 0xffffff);
    assertEquals(Predictions.FAT, shown[4 * 11] & 0xffffff);
  }

  @Test
  void eachPixelHoldsItsClassInItsColour() {
    ImagePlus map = map(stack());
    assertEquals("cells-labels", map.getTitle());
    assertRight(map);
  }

  @Test
  void itIsTheSameWhenItIsOpenedAgain() {
    assertRight(reopened(map(stack())));
  }

  @Test
  void regionsAreFilledInTheirOwnPixels() {
    BitSet mask = new BitSet();
    mask.set(0, 3);
    mask.set(4);
    List<RegionPrediction> regions =
        List.of(
            Predictions.region("label 1", 0, new Region(new Box(2, 1, 3, 2), mask), 'F'),
            Predictions.region("label 2", 0, Region.rectangle(7, 0, 2, 2), 'n'),
            Predictions.region("label 3", 0, Region.rectangle(0, 0, 1, 7), '?'));
    ImagePlus map =
        LabelMapImage.ofRegions(Predictions.image(11, 7, 1, 1, 1), regions, Predictions.CLASSES);
    assertArrayEquals(new int[] {0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0}, row(map, 0, 0));
    assertArrayEquals(new int[] {0, 0, 3, 3, 3, 0, 0, 1, 1, 0, 0}, row(map, 0, 1));
    assertArrayEquals(new int[] {0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0}, row(map, 0, 2));
  }

  @Test
  void manyClassesNeedSixteenBits() {
    int count = 300;
    List<LabelClass> classes = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      classes.add(new LabelClass("class " + c, c < 150 ? 0xff0000 : 0x00ff00));
    }
    float[] probabilities = new float[2 * count];
    probabilities[99] = 1;
    probabilities[count + 299] = 1;
    GridPrediction slice =
        new GridPrediction(
            new PatchGrid(8, 4, 4, 4), 0, new Scores(count, probabilities, new float[2]), 1);
    ImagePlus image = Predictions.image(8, 4, 1, 1, 1);
    ImagePlus map = LabelMapImage.of(image, List.of(slice), classes);
    for (ImagePlus shown : List.of(map, reopened(map))) {
      assertEquals(16, shown.getBitDepth());
      assertArrayEquals(new int[] {100, 100, 100, 100, 300, 300, 300, 300}, row(shown, 0, 0));
      int[] colours = (int[]) shown.flatten().getProcessor().getPixels();
      assertEquals(0xff0000, colours[0] & 0xffffff);
      assertEquals(0x00ff00, colours[4] & 0xffffff);
    }
  }
}
