package sc.fiji.fewshot.annotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.StackShape;

class GeoJsonReaderTest {

  private static final String SQUARE_WITH_HOLE =
      "{'type': 'Polygon', 'plane': {'c': -1, 'z': 2, 't': 1}, 'coordinates':"
          + " [[[10, 20], [40, 20], [40, 50], [10, 50], [10, 20]],"
          + " [[20, 30], [30, 30], [30, 40], [20, 40], [20, 30]]]}";

  @TempDir private Path folder;

  private Marks read(String features) throws IOException {
    Path file = folder.resolve("marks.geojson");
    Files.writeString(file, features.replace('\'', '"'));
    return GeoJsonReader.read(file, new StackShape(4, 2));
  }

  private static String feature(String geometry, String properties) {
    return "{'type': 'Feature', 'geometry': " + geometry + ", 'properties': " + properties + "}";
  }

  private String refusal(String features) {
    return assertThrows(FewShotException.class, () -> read(features)).getMessage();
  }

  @Test
  void readsClassColourPlaneAndHoles() throws IOException {
    Marks marks =
        read(
            "{'type': 'FeatureCollection', 'features': ["
                + feature(
                    SQUARE_WITH_HOLE,
                    "{'name': 'first', 'classification': {'name': 'Tumor', 'color': [200, 0, 1]}}")
                + "]}");
    Example example = marks.examples().get(0);
    assertEquals("Tumor", example.className());
    assertEquals("first", example.name());
    assertEquals(2 + 4, example.slice(), "Z 2 of 4, T 1");
    assertEquals(new Box(10, 20, 30, 30), example.region().bounds());
    assertEquals(800, example.region().area());
    assertFalse(example.region().contains(25, 35));
    assertTrue(example.region().contains(15, 35));
    assertEquals(Map.of("Tumor", 0xC80001), marks.colours());
  }

  @Test
  void readsBareArraysMultiPolygonsAndJoinedClassNames() throws IOException {
    String two =
        "{'type': 'MultiPolygon', 'coordinates':"
            + " [[[[0, 0], [9, 0], [9, 9], [0, 9]]], [[[20, 0], [29, 0], [29, 9], [20, 9]]]]}";
    Marks marks =
        read("[" + feature(two, "{'classification': {'names': ['Immune', 'CD8']}}") + "]");
    Example example = marks.examples().get(0);
    assertEquals("Immune: CD8", example.className());
    assertEquals(2 * 81, example.region().area());
    assertFalse(example.region().contains(15, 5));
  }

  @Test
  void whatCannotBeUsedIsNamed() {
    String noClass = refusal("[" + feature(SQUARE_WITH_HOLE, "{}") + "]");
    assertTrue(noClass.contains("Feature 1 has no classification; set its class"), noClass);
    String line =
        refusal(
            "["
                + feature(
                    "{'type': 'LineString', 'coordinates': [[0, 0], [9, 9]]}",
                    "{'classification': {'name': 'a'}}")
                + "]");
    assertTrue(line.contains("is a LineString, which has no inside"), line);
    String blank =
        refusal("[" + feature(SQUARE_WITH_HOLE, "{'classification': {'name': '  '}}") + "]");
    assertEquals(noClass, blank);
    for (String broken : new String[] {"", "{", "[1]", "'text'", "{'features': 3}"}) {
      assertTrue(refusal(broken).contains("is damaged or no GeoJSON"), broken);
    }
  }

  @Test
  void slicesThatAreNotThereAreNamed() {
    for (String[] plane :
        new String[][] {
          {"'z': 4, 't': 0", "Z 5, T 1"},
          {"'z': -2, 't': 2", "Z -1, T 3"},
          {"'z': 0, 't': -1", "Z 1, T 0"}
        }) {
      String message =
          refusal(
              "["
                  + feature(
                      SQUARE_WITH_HOLE.replace("'z': 2, 't': 1", plane[0]),
                      "{'classification': {'name': 'a'}}")
                  + "]");
      assertTrue(
          message.startsWith(
              "The region 'a#1' is at " + plane[1] + ", but the image has 4 x 2; check"),
          message);
    }
  }

  @Test
  void nullStandsForWhatIsNotThere() throws IOException {
    Path file = folder.resolve("regions.geojson");
    for (String properties :
        new String[] {"null", "{'classification': null}", "{'classification': {'name': null}}"}) {
      String features = "[" + feature(SQUARE_WITH_HOLE, properties) + "]";
      assertTrue(refusal(features).contains("Feature 1 has no classification"), properties);
      Files.writeString(file, features.replace('\'', '"'));
      Example region = GeoJsonReader.readRegions(file, new StackShape(4, 2)).get(0);
      assertEquals(Example.UNCLASSIFIED, region.className());
    }
    String unnamed = "{'name': null, 'classification': {'name': 'a', 'names': null}}";
    Marks marks = read("[" + feature(SQUARE_WITH_HOLE, unnamed) + "]");
    assertEquals("a#1", marks.examples().get(0).name());
    assertEquals("a", marks.examples().get(0).className());
  }

  @Test
  void otherFilesAreNoMarks() throws IOException {
    Path file = Files.writeString(folder.resolve("marks.txt"), "x");
    ImageSource image = new ImagePlusSource(IJ.createImage("any", 20, 20, 1, 8));
    String message =
        assertThrows(FewShotException.class, () -> MarkFile.read(file, image)).getMessage();
    assertTrue(message.contains("is no file of marks; give an ImageJ ROI set"), message);
  }
}
