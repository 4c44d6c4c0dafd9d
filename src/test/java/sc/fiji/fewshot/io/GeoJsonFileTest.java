package sc.fiji.fewshot.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.GeoJsonReader;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Marks;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.predict.Scores;
import sc.fiji.fewshot.predict.Verdict;

class GeoJsonFileTest {

  private static final List<LabelClass> CLASSES =
      List.of(new LabelClass("Tumor", 0xc80102), new LabelClass("a \"b\" ü", 0x0072b2));

  @TempDir private Path folder;

  /** Values as in a label map: 0 is unknown. */
  private static GridPrediction prediction(PatchGrid grid, int slice, int... values) {
    float[] probabilities = new float[2 * values.length];
    float[] novelty = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      probabilities[2 * i + Math.max(0, values[i] - 1)] = 1;
      novelty[i] = values[i] == 0 ? 2 : 0;
    }
    return new GridPrediction(grid, slice, new Scores(2, probabilities, novelty), 1);
  }

  private JsonArray features(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file))
        .getAsJsonObject()
        .getAsJsonArray("features");
  }

  @Test
  void outlinesAreThoseOfTheLabelMap() throws IOException {
    // Noise has holes, islands in holes, and cells that touch at corners only.
    Random random = new Random(3);
    PatchGrid grid = new PatchGrid(98, 75, 8, 5);
    int[] values = random.ints((long) grid.columns() * grid.rows(), 0, 3).toArray();
    Path file = folder.resolve("a.geojson");
    StackShape shape = new StackShape(2, 3);
    new GeoJsonFile(CLASSES, shape).writePatches(file, List.of(prediction(grid, 3, values)));
    Marks marks = GeoJsonReader.read(file, shape);
    assertEquals(2, marks.examples().size(), "one annotation a class");
    for (int c = 0; c < 2; c++) {
      Example mark = marks.examples().get(c);
      assertEquals(CLASSES.get(c).name(), mark.className());
      assertEquals(CLASSES.get(c).rgb(), marks.colours().get(mark.className()));
      assertEquals(3, mark.slice());
      for (int y = 0; y < grid.height(); y++) {
        for (int x = 0; x < grid.width(); x++) {
          boolean expected = values[y / 5 * grid.columns() + x / 5] == c + 1;
          assertEquals(expected, mark.region().contains(x, y), x + ", " + y);
        }
      }
    }
  }

  @Test
  void aRingIsOnePolygonWithOneHole() throws IOException {
    PatchGrid grid = new PatchGrid(40, 30, 10, 10);
    int[] values = {
      1, 1, 1, 0, //
      1, 2, 1, 0, //
      1, 1, 1, 0
    };
    Path file = folder.resolve("ring.geojson");
    new GeoJsonFile(CLASSES, new StackShape(1, 1))
        .writePatches(file, List.of(prediction(grid, 0, values)));
    JsonObject ring = features(file).get(0).getAsJsonObject();
    assertEquals(
        "{\"type\":\"Polygon\",\"coordinates\":[[[30,0],[30,30],[0,30],[0,0],[30,0]],"
            + "[[20,20],[20,10],[10,10],[10,20],[20,20]]],\"plane\":{\"c\":-1,\"z\":0,\"t\":0}}",
        ring.get("geometry").toString());
    assertEquals(
        "{\"objectType\":\"annotation\",\"name\":\"Tumor\","
            + "\"classification\":{\"name\":\"Tumor\",\"color\":[200,1,2]}}",
        ring.get("properties").toString());
  }

  @Test
  void holesThatTouchAtACornerAreTwoRings() throws IOException {
    PatchGrid grid = new PatchGrid(40, 40, 10, 10);
    int[] values = {
      1, 1, 1, 1, //
      1, 2, 1, 1, //
      1, 1, 0, 1, //
      1, 1, 1, 1
    };
    assertEquals(
        "[[[40,0],[40,40],[0,40],[0,0],[40,0]],"
            + "[[20,20],[20,10],[10,10],[10,20],[20,20]],"
            + "[[30,30],[30,20],[20,20],[20,30],[30,30]]]",
        coordinates(grid, values));
  }

  @Test
  void aBayThatIsClosedByACornerIsAHole() throws IOException {
    PatchGrid grid = new PatchGrid(30, 30, 10, 10);
    int[] values = {
      1, 1, 0, //
      1, 0, 1, //
      1, 1, 1
    };
    assertEquals(
        "[[[20,0],[20,10],[30,10],[30,30],[0,30],[0,0],[20,0]],"
            + "[[20,20],[20,10],[10,10],[10,20],[20,20]]]",
        coordinates(grid, values));
  }

  /** Coordinates of the first class. */
  private String coordinates(PatchGrid grid, int... values) throws IOException {
    Path file = folder.resolve("coordinates.geojson");
    new GeoJsonFile(CLASSES, new StackShape(1, 1))
        .writePatches(file, List.of(prediction(grid, 0, values)));
    JsonObject geometry = features(file).get(0).getAsJsonObject().getAsJsonObject("geometry");
    assertEquals("Polygon", geometry.get("type").getAsString());
    return geometry.get("coordinates").toString();
  }

  @Test
  void noRingMeetsItself() throws IOException {
    Random random = new Random(4);
    PatchGrid grid = new PatchGrid(200, 150, 5, 5);
    // Three of four are of one class, so that it has large pieces with many holes.
    int[] values =
        random.ints((long) grid.columns() * grid.rows(), 0, 4).map(v -> v == 0 ? 2 : 1).toArray();
    Path file = folder.resolve("rings.geojson");
    new GeoJsonFile(CLASSES, new StackShape(1, 1))
        .writePatches(file, List.of(prediction(grid, 0, values)));
    int holes = 0;
    for (JsonElement feature : features(file)) {
      JsonObject geometry = feature.getAsJsonObject().getAsJsonObject("geometry");
      for (JsonElement polygon : geometry.getAsJsonArray("coordinates")) {
        holes += polygon.getAsJsonArray().size() - 1;
        for (JsonElement ring : polygon.getAsJsonArray()) {
          JsonArray corners = ring.getAsJsonArray();
          Set<JsonElement> places = new HashSet<>();
          corners.forEach(places::add);
          assertEquals(corners.size() - 1, places.size(), "only the first corner comes twice");
        }
      }
    }
    assertTrue(holes > 50, holes + " holes");
  }

  @Test
  void cellsThatTouchAtACornerAreTwoPolygons() throws IOException {
    PatchGrid grid = new PatchGrid(20, 20, 10, 10);
    Path file = folder.resolve("corner.geojson");
    new GeoJsonFile(CLASSES, new StackShape(1, 1))
        .writePatches(file, List.of(prediction(grid, 0, 2, 0, 0, 2)));
    JsonObject geometry = features(file).get(0).getAsJsonObject().getAsJsonObject("geometry");
    assertEquals("MultiPolygon", geometry.get("type").getAsString());
    for (JsonElement polygon : geometry.getAsJsonArray("coordinates")) {
      assertEquals(1, polygon.getAsJsonArray().size(), "no holes");
      assertEquals(5, polygon.getAsJsonArray().get(0).getAsJsonArray().size(), "a closed square");
    }
  }

  @Test
  void regionsKeepTheirShapeAndAnUnknownOneHasNoClass() throws IOException {
    BitSet cross = new BitSet();
    for (int i : new int[] {1, 3, 4, 5, 7}) {
      cross.set(i);
    }
    Region plus = new Region(new Box(4, 6, 3, 3), cross);
    Region box = Region.rectangle(100, 200, 70_000, 50_000);
    Scores known = new Scores(2, new float[] {0, 1}, new float[1]);
    Path file = folder.resolve("regions.geojson");
    new GeoJsonFile(CLASSES, new StackShape(1, 1))
        .writeRegions(
            file,
            List.of(
                new RegionPrediction("plus", 0, plus, known, Verdict.LIKELY),
                new RegionPrediction("box", 0, box, known, Verdict.UNKNOWN)));
    JsonArray features = features(file);
    JsonObject first = features.get(0).getAsJsonObject();
    assertTrue(first.toString().contains("\"name\":\"a \\\"b\\\" ü\""), first.toString());
    JsonArray corners =
        first.getAsJsonObject("geometry").getAsJsonArray("coordinates").get(0).getAsJsonArray();
    assertEquals(13, corners.size(), "a cross has twelve corners");
    JsonObject second = features.get(1).getAsJsonObject();
    assertEquals(
        "[[[70100,200],[70100,50200],[100,50200],[100,200],[70100,200]]]",
        second.getAsJsonObject("geometry").get("coordinates").toString());
    assertTrue(!second.getAsJsonObject("properties").has("classification"), second.toString());
  }
}
