package sc.fiji.fewshot.annotate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.gui.EllipseRoi;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoiBytesTest {

  @Test
  void everyKindOfAreaAndPointsSurvive() {
    List<Roi> all =
        List.of(
            new Roi(1, 2, 30, 40),
            new Roi(1.5, 2.25, 30.5, 40),
            new Roi(1, 2, 30, 40, 8),
            new OvalRoi(3, 4, 20, 30),
            new PolygonRoi(new float[] {1, 20.5f, 10}, new float[] {1, 2, 30.25f}, Roi.POLYGON),
            new PolygonRoi(new int[] {1, 20, 10}, new int[] {1, 2, 30}, 3, Roi.FREEROI),
            new PolygonRoi(new int[] {1, 9, 9, 1}, new int[] {1, 1, 9, 9}, 4, Roi.TRACED_ROI),
            new PointRoi(new float[] {1.5f, 7}, new float[] {2, 3}),
            new ShapeRoi(new Roi(0, 0, 10, 10)).xor(new ShapeRoi(new OvalRoi(5, 5, 10, 10))),
            new EllipseRoi(1, 1, 30, 30, 0.5));
    for (Roi roi : all) {
      roi.setName("mark#1");
      roi.setPosition(1, 2, 3);
      Roi back = RoiBytes.read(RoiBytes.of(roi), "other");
      assertEquals(roi, back);
      assertEquals(roi.getTypeAsString(), back.getTypeAsString());
      assertEquals("mark#1", back.getName());
      assertEquals(2, back.getZPosition());
      assertEquals(3, back.getTPosition());
      assertArrayEquals(roi.getFloatPolygon().xpoints, back.getFloatPolygon().xpoints, 1e-4f);
      assertArrayEquals(roi.getFloatPolygon().ypoints, back.getFloatPolygon().ypoints, 1e-4f);
    }
  }

  @Test
  void whatIsNoRegionIsRefused() {
    byte[] bytes = RoiBytes.of(new OvalRoi(3, 4, 20, 30));
    for (byte[] bad : List.of(new byte[0], new byte[200], Arrays.copyOf(bytes, 30))) {
      assertThrows(IllegalArgumentException.class, () -> RoiBytes.read(bad, "x"));
    }
  }
}
