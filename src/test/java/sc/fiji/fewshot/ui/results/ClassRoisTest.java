package sc.fiji.fewshot.ui.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.io.RoiEncoder;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.annotate.RoiExamples;
import sc.fiji.fewshot.annotate.RoiSetReader;
import sc.fiji.fewshot.annotate.SupportSet;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImagePlusSource;

class ClassRoisTest {

  @TempDir private Path folder;

  private static List<Example> examples() {
    ShapeRoi ring =
        new ShapeRoi(new OvalRoi(5, 5, 20, 16)).not(new ShapeRoi(new Roi(10, 10, 4, 4)));
    return List.of(
        new Example(Region.rectangle(1, 2, 10, 8), 0, "stroma", "stroma#1"),
        new Example(RoiExamples.region(ring), 5, "nucleus", "nucleus#1"),
        new Example(Region.rectangle(20, 20, 9, 9), 3, "stroma", "stroma#2"));
  }

  private static void assertSame(List<Example> expected, List<Example> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      Example a = expected.get(i);
      Example b = found.get(i);
      assertEquals(a.className(), b.className());
      assertEquals(a.name(), b.name());
      assertEquals(a.slice(), b.slice());
      assertEquals(a.region().area(), b.region().area());
      Box box = a.region().bounds();
      for (int y = box.y(); y < box.bottom(); y++) {
        for (int x = box.x(); x < box.right(); x++) {
          assertEquals(a.region().contains(x, y), b.region().contains(x, y));
        }
      }
    }
  }

  private static SupportSet marked() {
    return SupportSet.of(examples(), Map.of("stroma", Predictions.STROMA));
  }

  @Test
  void examplesHaveTheirClassAsNameGroupAndColour() {
    ImagePlus image = Predictions.image(40, 40, 2, 2, 3);
    List<Roi> rois = ClassRois.ofExamples(image, marked());
    assertEquals(
        List.of("stroma#1", "nucleus#1", "stroma#2"), rois.stream().map(Roi::getName).toList());
    assertEquals(List.of(2, 1, 2), rois.stream().map(Roi::getGroup).toList());
    assertEquals(new Color(Predictions.STROMA), rois.get(0).getStrokeColor());
    Roi last = rois.get(2);
    assertEquals(0, last.getCPosition());
    assertEquals(2, last.getZPosition());
    assertEquals(2, last.getTPosition());
  }

  @Test
  void examplesComeBackFromTheirRois() {
    for (ImagePlus image :
        List.of(Predictions.image(40, 40, 2, 2, 3), Predictions.image(40, 40, 1, 6, 1))) {
      assertSame(examples(), RoiExamples.of(ClassRois.ofExamples(image, marked()), image));
    }
  }

  @Test
  void examplesComeBackFromAFileOfRois() throws IOException {
    Path file = folder.resolve("rois.zip");
    ImagePlus image = Predictions.image(40, 40, 2, 2, 3);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Roi roi : ClassRois.ofExamples(image, marked())) {
        zip.putNextEntry(new ZipEntry(roi.getName() + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
    assertSame(examples(), RoiSetReader.read(file, new ImagePlusSource(image)));
    assertEquals(2, RoiSetReader.rois(file).get(0).getGroup());
  }

  @Test
  void connectedAreasOfAClassAreRois() {
    ImagePlus image = Predictions.image(20, 16, 2, 2, 3);
    List<Roi> rois =
        ClassRois.ofAreas(
            image,
            List.of(Predictions.grid(3, 4, 0, "NNNsS", "N?NFF", "nNNSS", "FSSNS")),
            Predictions.CLASSES,
            0);
    assertEquals(
        List.of("nucleus#1", "stroma#1", "fat#1", "stroma#2", "fat#2", "stroma#3", "nucleus#2"),
        names(rois));
    Region ring = RoiExamples.region(rois.get(0));
    assertEquals(8 * 16, ring.area());
    assertFalse(ring.contains(5, 5), "the hole is unknown");
    assertEquals(new Box(0, 0, 12, 12), ring.bounds());
    assertEquals(new java.awt.Rectangle(12, 0, 8, 4), rois.get(1).getBounds());
    assertTrue(rois.stream().allMatch(r -> r.getZPosition() == 2 && r.getTPosition() == 2));
    assertEquals(List.of(1, 2, 3, 2, 3, 2, 1), rois.stream().map(Roi::getGroup).toList());
  }

  private static List<String> names(List<Roi> rois) {
    return rois.stream().map(Roi::getName).toList();
  }

  @Test
  void smallAreasAreLeftOut() {
    ImagePlus image = Predictions.image(12, 4, 1, 1, 1);
    List<Roi> rois =
        ClassRois.ofAreas(
            image, List.of(Predictions.grid(0, 4, 0, "NSS")), Predictions.CLASSES, 16 * 0.125);
    assertEquals(List.of("nucleus#1", "stroma#1"), names(rois));
    rois =
        ClassRois.ofAreas(
            image, List.of(Predictions.grid(0, 4, 0, "NSS")), Predictions.CLASSES, 2.01);
    assertEquals(List.of("stroma#1"), names(rois));
  }

  @Test
  void classifiedRegionsAreRoisUnlessTheyAreUnknown() {
    ImagePlus image = Predictions.image(40, 40, 1, 1, 1);
    List<Roi> rois =
        ClassRois.ofRegions(
            image,
            List.of(
                Predictions.region("label 1", 0, Region.rectangle(1, 1, 5, 5), 'F'),
                Predictions.region("label 2", 0, Region.rectangle(9, 1, 5, 5), '?'),
                Predictions.region("label 3", 0, Region.rectangle(20, 1, 5, 5), 'f')),
            Predictions.CLASSES);
    assertEquals(List.of("fat#1", "fat#2"), names(rois));
    assertEquals(20, rois.get(1).getBounds().x);
    assertEquals(0, rois.get(1).getPosition());
  }

  @Test
  void moreClassesThanGroupsAreAllowed() {
    List<LabelClass> classes = new ArrayList<>();
    for (int c = 0; c < 300; c++) {
      classes.add(new LabelClass("class " + c, c));
    }
    Example last = new Example(Region.rectangle(0, 0, 5, 5), 0, "class 299", "class 299#1");
    List<Roi> rois =
        ClassRois.ofExamples(
            Predictions.image(9, 9, 1, 1, 1), new SupportSet(classes, List.of(last)));
    assertEquals(0, rois.get(0).getGroup());
    assertEquals("class 299#1", rois.get(0).getName());
  }

  @Test
  void theyAreDrawnOnTheirSliceOnly() {
    ImagePlus image = Predictions.image(40, 40, 1, 2, 3);
    Overlay overlay = new Overlay();
    ClassRois.ofExamples(image, marked()).forEach(overlay::add);
    image.setOverlay(overlay);
    boolean[] drawn = new boolean[6];
    for (int slice = 0; slice < 6; slice++) {
      image.setPositionWithoutUpdate(1, slice % 2 + 1, slice / 2 + 1);
      int[] pixels = (int[]) image.flatten().getProcessor().getPixels();
      for (int pixel : pixels) {
        drawn[slice] |= (pixel & 0xffffff) != 0;
      }
    }
    assertArrayEquals(new boolean[] {true, false, false, true, false, true}, drawn);
  }
}
