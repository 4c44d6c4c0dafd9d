package sc.fiji.fewshot.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.StackShape;

class RoiPositionsTest {

  private static Roi roi() {
    return new Roi(0, 0, 9, 9);
  }

  private static void assertComesBack(ImagePlus image) {
    RoiPositions positions = RoiPositions.of(image);
    for (int slice = 0; slice < positions.shape().slices(); slice++) {
      Roi roi = roi();
      positions.set(roi, slice);
      assertEquals(slice, positions.slice(roi), image.getTitle());
    }
  }

  @Test
  void aSliceComesBackFromItsPosition() {
    assertComesBack(IJ.createImage("single", 20, 20, 1, 8));
    assertComesBack(IJ.createImage("stack", 20, 20, 4, 8));
    assertComesBack(IJ.createHyperStack("channels", 20, 20, 3, 1, 1, 8));
    assertComesBack(IJ.createHyperStack("z and t", 20, 20, 1, 3, 4, 8));
    assertComesBack(IJ.createHyperStack("all", 20, 20, 2, 3, 4, 16));
  }

  @Test
  void hyperstacksHaveZAndTOnAllChannels() {
    Roi roi = roi();
    RoiPositions.of(IJ.createHyperStack("all", 20, 20, 2, 3, 4, 16)).set(roi, 7);
    assertEquals(0, roi.getCPosition());
    assertEquals(2, roi.getZPosition());
    assertEquals(3, roi.getTPosition());
  }

  @Test
  void plainStacksAreNumberedAndSingleImagesHaveNoPosition() {
    Roi roi = roi();
    RoiPositions.of(IJ.createImage("stack", 20, 20, 4, 8)).set(roi, 2);
    assertEquals(3, roi.getPosition());
    assertFalse(roi.hasHyperStackPosition());
    RoiPositions.of(IJ.createImage("single", 20, 20, 1, 8)).set(roi, 0);
    assertEquals(0, roi.getPosition());
    assertFalse(roi.hasHyperStackPosition());
  }

  @Test
  void withoutAPositionItIsTheCurrentSlice() {
    ImagePlus image = IJ.createHyperStack("all", 20, 20, 2, 3, 4, 8);
    image.setPositionWithoutUpdate(2, 3, 2);
    RoiPositions positions = RoiPositions.of(image);
    assertEquals(5, positions.slice(roi()), "Z 3 of 3, T 2");
    Roi everyZ = roi();
    everyZ.setPosition(0, 0, 4);
    assertEquals(3 * 3 + 2, positions.slice(everyZ));
    assertEquals(0, new RoiPositions(new StackShape(3, 4), 1, 0).slice(roi()));
    ImagePlus plain = IJ.createImage("plain", 20, 20, 5, 8);
    plain.setSlice(3);
    assertEquals(2, RoiPositions.of(plain).slice(roi()));
    plain.setDimensions(1, 1, 5);
    assertEquals(2, RoiPositions.of(plain).slice(roi()));
  }

  @Test
  void aNumberInAStackOfChannelsCountsThem() {
    Roi roi = roi();
    roi.setPosition(6);
    RoiPositions positions = RoiPositions.of(IJ.createHyperStack("c", 20, 20, 3, 2, 1, 8));
    assertEquals(1, positions.slice(roi), "channel 3 of slice 2");
  }

  @Test
  void anImageThatIsNotOpenCountsAsImageJDoes() {
    for (ImagePlus image :
        List.of(
            IJ.createHyperStack("c, z", 20, 20, 2, 3, 1, 8),
            IJ.createHyperStack("c, z, t", 20, 20, 2, 3, 2, 16),
            IJ.createHyperStack("flat", 20, 20, 3, 1, 1, 8),
            IJ.createImage("z", "8-bit", 20, 20, 4),
            IJ.createImage("colours", "RGB", 20, 20, 4))) {
      RoiPositions positions = RoiPositions.of(new ImagePlusSource(image));
      PointRoi points = new PointRoi();
      Roi plain = roi();
      for (int index = 1; index <= image.getStackSize(); index++) {
        image.setSliceWithoutUpdate(index);
        points.addPoint(image, index, 1);
        plain.setPosition(index);
        int[] position = image.convertIndexToPosition(index);
        int expected = positions.shape().slice(position[1] - 1, position[2] - 1);
        String which = image.getTitle() + ", " + index;
        assertEquals(index, points.getPointPosition(index - 1), which);
        assertEquals(expected, positions.slice(points, index - 1), which);
        assertEquals(expected, positions.slice(plain), which);
      }
      plain.setPosition(image.getStackSize() + 1);
      assertThrows(FewShotException.class, () -> positions.slice(plain), image.getTitle());
    }
  }

  @Test
  void aSliceThatIsNotThereIsRefused() {
    RoiPositions positions = new RoiPositions(new StackShape(5, 3), 1, 0);
    Roi roi = roi();
    roi.setName("a#1");
    roi.setPosition(0, 7, 1);
    String message = assertThrows(FewShotException.class, () -> positions.slice(roi)).getMessage();
    assertTrue(message.contains("'a#1' is at Z 7, T 1, but the image has 5 x 3"), message);
    roi.setPosition(16);
    assertThrows(FewShotException.class, () -> positions.slice(roi));
  }
}
