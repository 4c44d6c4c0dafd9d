package sc.fiji.fewshot.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.gui.Roi;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.image.Box;

class RegionOutlineTest {

  private static void assertSamePixels(Region expected) {
    Region found = RoiExamples.region(RegionOutline.of(expected));
    assertEquals(expected.area(), found.area());
    Box box = expected.bounds();
    for (int y = box.y() - 1; y <= box.bottom(); y++) {
      for (int x = box.x() - 1; x <= box.right(); x++) {
        assertEquals(expected.contains(x, y), found.contains(x, y), x + ", " + y);
      }
    }
  }

  @Test
  void aBoxIsARectangle() {
    Roi roi = RegionOutline.of(Region.rectangle(3, 4, 10, 20));
    assertEquals(Roi.RECTANGLE, roi.getType());
    assertSamePixels(Region.rectangle(3, 4, 10, 20));
  }

  @Test
  void partsHolesAndSinglePixelsAreKept() {
    BitSet mask = new BitSet();
    Random random = new Random(3);
    for (int i = 0; i < 30 * 20; i++) {
      mask.set(i, random.nextInt(3) > 0);
    }
    assertSamePixels(new Region(new Box(7, 9, 30, 20), mask));
    BitSet pixel = new BitSet();
    pixel.set(30 * 5 + 4);
    assertSamePixels(new Region(new Box(100, 50, 30, 20), pixel));
  }

  @Test
  void aRegionLeftOfTheImageStaysThere() {
    BitSet mask = new BitSet();
    mask.set(0, 30);
    assertSamePixels(new Region(new Box(-10, -5, 10, 6), mask));
  }
}
