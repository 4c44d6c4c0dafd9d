package sc.fiji.fewshot.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.StackShape;

class RoiSetReaderTest {

  private static final StackShape SHAPE = new StackShape(5, 3);

  @TempDir private Path folder;

  private static Roi named(Roi roi, String name) {
    roi.setName(name);
    return roi;
  }

  private static Example only(Roi roi) {
    List<Example> examples = RoiSetReader.toExamples(roi, SHAPE);
    assertEquals(1, examples.size());
    return examples.get(0);
  }

  private static String refusal(Roi roi) {
    return assertThrows(FewShotException.class, () -> RoiSetReader.toExamples(roi, SHAPE))
        .getMessage();
  }

  @Test
  void aRectangleIsItsBox() {
    Example example = only(named(new Roi(3, 4, 10, 20), "red cell#1"));
    assertEquals(new Box(3, 4, 10, 20), example.region().bounds());
    assertNull(example.region().mask());
    assertEquals("red cell", example.className());
  }

  @Test
  void ovalsAndPolygonsHaveTheirOwnPixelsOnly() {
    Region oval = only(named(new OvalRoi(10, 20, 40, 40), "a:1")).region();
    assertEquals(Math.PI * 400, oval.area(), 20);
    assertTrue(oval.contains(30, 40));
    assertFalse(oval.contains(11, 21));
    Roi triangle = new PolygonRoi(new float[] {0, 10, 0}, new float[] {0, 0, 10}, Roi.POLYGON);
    Region region = only(named(triangle, "a#1")).region();
    assertTrue(region.contains(1, 1));
    assertFalse(region.contains(8, 8));
    assertEquals(50, region.area(), 6);
  }

  @Test
  void aHoleIsNoPartOfARegion() {
    ShapeRoi ring = new ShapeRoi(new Roi(0, 0, 30, 30)).not(new ShapeRoi(new Roi(10, 10, 10, 10)));
    Region region = only(named(ring, "a#1")).region();
    assertEquals(800, region.area());
    assertFalse(region.contains(15, 15));
    assertTrue(region.contains(5, 15));
  }

  @Test
  void eachPointBecomesASmallSquareAroundIt() {
    PointRoi points = new PointRoi(new float[] {50, 90}, new float[] {60, 20}, 2);
    List<Example> examples = RoiSetReader.toExamples(named(points, "a#1"), SHAPE);
    assertEquals(2, examples.size());
    assertEquals(new Box(42, 52, 17, 17), examples.get(0).region().bounds());
  }

  @Test
  void positionsOfStacksAndHyperstacksAreFound() {
    Roi plain = named(new Roi(0, 0, 9, 9), "a#1");
    assertEquals(0, only(plain).slice());
    plain.setPosition(7);
    assertEquals(6, only(plain).slice());
    Roi hyper = named(new Roi(0, 0, 9, 9), "a#1");
    hyper.setPosition(1, 4, 2);
    assertEquals(3 + 5, only(hyper).slice(), "Z 4 of 5, T 2");
  }

  @Test
  void theGroupIsTheClassOfANamelessRegion() {
    Roi roi = named(new Roi(0, 0, 9, 9), "0012-0034");
    roi.setGroup(3);
    assertEquals("group 3", only(roi).className());
  }

  @Test
  void whatHasNoClassOrNoInsideIsRefused() {
    String noClass = refusal(named(new Roi(0, 0, 9, 9), "0012-0034"));
    assertEquals(
        "The region '0012-0034' has no class; name it 'class#1' (or 'class:1'), or set its group.",
        noClass);
    String line = refusal(named(new Line(0, 0, 9, 9), "a#1"));
    assertTrue(line.contains("is a line, which has no inside"), line);
    ShapeRoi nothing = new ShapeRoi(new Roi(0, 0, 9, 9)).and(new ShapeRoi(new Roi(20, 0, 9, 9)));
    String empty = refusal(named(nothing, "a#1"));
    assertTrue(empty.contains("is empty; draw it larger"), empty);
  }

  @Test
  void aSetIsReadInItsOrder() throws IOException {
    Path file = folder.resolve("set.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : List.of("b#1", "a#1", "b#2")) {
        zip.putNextEntry(new ZipEntry(name + ".roi"));
        Roi roi = named(new OvalRoi(1, 2, 12, 14), name);
        roi.setPosition(0, 2, 3);
        zip.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
    List<Example> examples = RoiSetReader.read(file, SHAPE);
    assertEquals(List.of("b#1", "a#1", "b#2"), examples.stream().map(Example::name).toList());
    assertEquals(1 + 2 * 5, examples.get(2).slice());
  }

  @Test
  void brokenSetsAreRefusedInOneSentence() throws IOException {
    Path none = folder.resolve("none.zip");
    assertThrows(FewShotException.class, () -> RoiSetReader.read(none, SHAPE));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(none))) {
      zip.putNextEntry(new ZipEntry("notes.txt"));
    }
    assertTrue(refusal(none).contains("holds no regions; save them with ROI Manager"));
    Path garbage = Files.writeString(folder.resolve("garbage.roi"), "not a region");
    assertTrue(refusal(garbage).contains("is damaged or no ROI set"), refusal(garbage));
    byte[] whole = RoiEncoder.saveAsByteArray(named(new OvalRoi(1, 2, 12, 14), "a#1"));
    Path cut = Files.write(folder.resolve("cut.roi"), Arrays.copyOf(whole, 40));
    assertTrue(refusal(cut).contains("is damaged or no ROI set"), refusal(cut));
  }

  private static String refusal(Path file) {
    return assertThrows(FewShotException.class, () -> RoiSetReader.read(file, SHAPE)).getMessage();
  }
}
