package sc.fiji.fewshot.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;

class RoiExamplesTest {

  private static final ImageSource SOURCE =
      new ImagePlusSource(IJ.createHyperStack("any", 20, 20, 1, 5, 3, 8));

  private static Roi named(Roi roi, String name) {
    roi.setName(name);
    return roi;
  }

  private static Example only(Roi roi) {
    List<Example> examples = RoiExamples.of(List.of(roi), SOURCE);
    assertEquals(1, examples.size());
    return examples.get(0);
  }

  private static String refusal(Roi roi) {
    return assertThrows(FewShotException.class, () -> RoiExamples.of(List.of(roi), SOURCE))
        .getMessage();
  }

  @Test
  void aRectangleIsItsBox() {
    Example example = only(named(new Roi(3, 4, 10, 20), "red cell#1"));
    assertEquals(new Box(3, 4, 10, 20), example.region().bounds());
    assertNull(example.region().mask());
    assertEquals("red cell", example.className());
    assertEquals("red cell#1", example.name());
  }

  @Test
  void areasHaveTheirOwnPixelsOnly() {
    Region oval = RoiExamples.region(new OvalRoi(10, 20, 40, 40));
    assertEquals(Math.PI * 400, oval.area(), 20);
    assertTrue(oval.contains(30, 40));
    assertFalse(oval.contains(11, 21));
    Roi triangle = new PolygonRoi(new float[] {0, 10, 0}, new float[] {0, 0, 10}, Roi.POLYGON);
    Region region = RoiExamples.region(triangle);
    assertTrue(region.contains(1, 1));
    assertFalse(region.contains(8, 8));
    assertEquals(50, region.area(), 6);
    float[] x = {20, 60, 60, 20};
    float[] y = {20, 20, 40, 40};
    assertEquals(800, RoiExamples.region(new PolygonRoi(x, y, Roi.FREEROI)).area());
    assertEquals(800, RoiExamples.region(new PolygonRoi(x, y, Roi.TRACED_ROI)).area());
    Region angled = RoiExamples.region(new RotatedRectRoi(50, 50, 80, 80, 10));
    assertEquals(Math.hypot(30, 30) * 10, angled.area(), 30);
    assertTrue(angled.contains(65, 65));
    assertFalse(angled.contains(52, 75));
    Region ellipse = RoiExamples.region(new EllipseRoi(20, 50, 60, 50, 0.5));
    assertEquals(Math.PI * 20 * 10, ellipse.area(), 20);
    Roi rounded = new Roi(0, 0, 40, 40, 20);
    assertFalse(RoiExamples.region(rounded).contains(0, 0), "a corner that is rounded off");
  }

  @Test
  void aHoleIsNoPartOfARegionAndPartsMayLieApart() {
    ShapeRoi ring = new ShapeRoi(new Roi(0, 0, 30, 30)).not(new ShapeRoi(new Roi(10, 10, 10, 10)));
    Region region = RoiExamples.region(ring);
    assertEquals(800, region.area());
    assertFalse(region.contains(15, 15));
    assertTrue(region.contains(5, 15));
    ShapeRoi two = new ShapeRoi(new Roi(5, 5, 10, 10)).or(new ShapeRoi(new Roi(30, 40, 10, 10)));
    Region parts = RoiExamples.region(two);
    assertEquals(200, parts.area());
    assertTrue(parts.contains(5, 5));
    assertTrue(parts.contains(39, 49));
    assertFalse(parts.contains(20, 20));
  }

  @Test
  void aLineIsAsWideAsItsStroke() {
    Region thin = RoiExamples.region(new Line(10, 20, 30, 20));
    assertEquals(20, thin.area());
    assertTrue(thin.contains(10, 20) && thin.contains(29, 20));
    Roi wide = new Line(10, 20, 30, 20);
    wide.setStrokeWidth(5);
    Region region = RoiExamples.region(wide);
    assertEquals(5 * 20, region.area());
    assertTrue(region.contains(20, 18) && region.contains(20, 22));
    float[] x = {10, 40, 40};
    float[] y = {10, 10, 40};
    for (int type : new int[] {Roi.POLYLINE, Roi.FREELINE}) {
      Roi bent = new PolygonRoi(x, y, type);
      bent.setStrokeWidth(3);
      assertEquals(3 * 60, RoiExamples.region(bent).area(), 10);
      assertTrue(RoiExamples.region(bent).contains(40, 25));
      assertFalse(RoiExamples.region(bent).contains(20, 25));
    }
  }

  @Test
  void aLineKeepsItsStroke() {
    Roi line = new Line(10, 20, 30, 20);
    float before = line.getStrokeWidth();
    RoiExamples.region(line);
    assertEquals(before, line.getStrokeWidth());
  }

  @Test
  void eachPointBecomesASmallSquareAroundIt() {
    PointRoi points = new PointRoi(new float[] {50, 90}, new float[] {60, 20}, 2);
    List<Example> examples = RoiExamples.of(List.of(named(points, "a#1")), SOURCE);
    assertEquals(2, examples.size());
    assertEquals(new Box(42, 52, 17, 17), examples.get(0).region().bounds());
    ImagePlus image = IJ.createImage("i", 100, 100, 1, 8);
    Example sized = RoiExamples.of(List.of(points), image, 32).get(1);
    assertEquals(new Box(74, 4, 26, 32), sized.region().bounds(), "cut off at the right border");
  }

  @Test
  void eachPointKeepsItsOwnSlice() {
    ImagePlus stack = IJ.createHyperStack("s", 100, 100, 2, 4, 1, 8);
    PointRoi points = new PointRoi(50, 60);
    points.addPoint(20, 20, 7);
    points.setName("a#1");
    stack.setPositionWithoutUpdate(1, 2, 1);
    List<Example> examples = RoiExamples.of(List.of(points), stack);
    assertEquals(1, examples.get(0).slice(), "the current slice");
    assertEquals(3, examples.get(1).slice(), "image 7 of 8 is channel 1 of slice 4");
  }

  @Test
  void whatReachesBeyondTheImageIsCutOff() {
    ImagePlus image = IJ.createImage("i", 100, 80, 1, 8);
    Example box = RoiExamples.of(List.of(named(new Roi(90, -5, 20, 20), "a#1")), image).get(0);
    assertEquals(new Box(90, 0, 10, 15), box.region().bounds());
    Example oval =
        RoiExamples.of(List.of(named(new OvalRoi(-20, 20, 40, 40), "a#1")), image).get(0);
    assertEquals(new Box(0, 20, 20, 40), oval.region().bounds());
    assertEquals(Math.PI * 200, oval.region().area(), 15);
    Roi outside = named(new Roi(200, 0, 9, 9), "a#1");
    FewShotException refused =
        assertThrows(FewShotException.class, () -> RoiExamples.of(List.of(outside), image));
    assertEquals(
        "The region 'a#1' lies outside of the image; move or remove it.", refused.getMessage());
  }

  @Test
  void theGroupIsTheClassOfANamelessRegion() {
    Roi roi = named(new Roi(0, 0, 9, 9), "0012-0034");
    roi.setGroup(3);
    assertEquals("group 3", only(roi).className());
    roi.setName(null);
    assertEquals("group 3", only(roi).className());
    roi.setName("cell: left");
    assertEquals("cell", only(roi).className());
  }

  @Test
  void regionsToClassifyNeedNoClass() {
    Roi roi = named(new Roi(2, 3, 9, 9), "0012-0034");
    Example example = RoiExamples.unclassified(List.of(roi), SOURCE).get(0);
    assertEquals(Example.UNCLASSIFIED, example.className());
    assertEquals("0012-0034", example.name());
    ImagePlus image = IJ.createImage("i", 10, 10, 1, 8);
    Example seen = RoiExamples.unclassified(List.of(roi), image).get(0);
    assertEquals(new Box(2, 3, 8, 7), seen.region().bounds());
  }

  @Test
  void whatHasNoClassOrNoPixelsIsRefused() {
    String noClass = refusal(named(new Roi(0, 0, 9, 9), "0012-0034"));
    assertEquals(
        "The region '0012-0034' has no class; name it 'class#1' (or 'class:1'), or set its group.",
        noClass);
    ShapeRoi nothing = new ShapeRoi(new Roi(0, 0, 9, 9)).and(new ShapeRoi(new Roi(20, 0, 9, 9)));
    assertTrue(refusal(named(nothing, "a#1")).contains("is empty; draw it larger"));
  }
}
