package sc.fiji.fewshot.annotate;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.StackShape;

/** Reads examples from the GeoJSON that QuPath exports: polygons with a classification. */
public final class GeoJsonReader {

  private GeoJsonReader() {}

  /**
   * @param file a feature, a collection of features or an array of them
   * @param shape of the marked image
   * @return the examples and QuPath's colours
   * @throws FewShotException if the file is no GeoJSON, or a feature has no class or no area, or
   *     lies on a slice that is not there
   */
  public static Marks read(Path file, StackShape shape) {
    Marks marks = readAny(file, shape);
    for (int i = 0; i < marks.examples().size(); i++) {
      if (marks.examples().get(i).className().equals(Example.UNCLASSIFIED)) {
        throw new FewShotException(
            "Feature "
                + (i + 1)
                + " has no classification; set its class in QuPath and export again.");
      }
    }
    return marks;
  }

  /**
   * @param file a feature, a collection of features or an array of them
   * @param shape of the image
   * @return regions to classify, with or without a class
   * @throws FewShotException if the file is no GeoJSON, or a feature has no area, or lies on a
   *     slice that is not there
   */
  public static List<Example> readRegions(Path file, StackShape shape) {
    return readAny(file, shape).examples();
  }

  private static Marks readAny(Path file, StackShape shape) {
    List<Example> examples = new ArrayList<>();
    Map<String, Integer> colours = new HashMap<>();
    try {
      JsonElement root = JsonParser.parseString(Files.readString(file));
      for (JsonElement feature : features(root)) {
        examples.add(example(feature.getAsJsonObject(), examples.size() + 1, shape, colours));
      }
    } catch (IOException e) {
      throw new FewShotException(file + " cannot be read.", e);
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | IndexOutOfBoundsException
        | ClassCastException
        | UnsupportedOperationException
        | NumberFormatException e) {
      throw new FewShotException(
          file + " is damaged or no GeoJSON of QuPath; export the annotations again.", e);
    }
    return new Marks(examples, colours);
  }

  private static JsonArray features(JsonElement root) {
    if (root.isJsonArray()) {
      return root.getAsJsonArray();
    }
    JsonObject object = root.getAsJsonObject();
    if (object.has("features")) {
      return object.getAsJsonArray("features");
    }
    JsonArray one = new JsonArray();
    one.add(object);
    return one;
  }

  private static Example example(
      JsonObject feature, int number, StackShape shape, Map<String, Integer> colours) {
    JsonObject geometry = feature.getAsJsonObject("geometry");
    JsonObject properties = member(feature, "properties");
    JsonObject classification = member(properties, "classification");
    String className = className(classification);
    if (classification.has("color") && !className.equals(Example.UNCLASSIFIED)) {
      JsonArray c = classification.getAsJsonArray("color");
      colours.put(
          className, c.get(0).getAsInt() << 16 | c.get(1).getAsInt() << 8 | c.get(2).getAsInt());
    }
    String name = has(properties, "name") ? text(properties, "name") : className + "#" + number;
    return new Example(region(area(geometry), name), slice(geometry, shape, name), className, name);
  }

  /** In GeoJSON null stands for what is not there. */
  private static boolean has(JsonObject object, String key) {
    return object.has(key) && !object.get(key).isJsonNull();
  }

  private static JsonObject member(JsonObject object, String key) {
    return has(object, key) ? object.getAsJsonObject(key) : new JsonObject();
  }

  private static String text(JsonObject object, String key) {
    return object.get(key).getAsString();
  }

  private static String className(JsonObject classification) {
    String name = has(classification, "name") ? text(classification, "name") : "";
    if (has(classification, "names")) {
      List<String> names = new ArrayList<>();
      classification.getAsJsonArray("names").forEach(n -> names.add(n.getAsString()));
      name = String.join(": ", names);
    }
    return name.isBlank() ? Example.UNCLASSIFIED : name;
  }

  private static int slice(JsonObject geometry, StackShape shape, String name) {
    if (!has(geometry, "plane")) {
      return 0;
    }
    JsonObject plane = geometry.getAsJsonObject("plane");
    return RoiPositions.slice(shape, plane.get("z").getAsInt(), plane.get("t").getAsInt(), name);
  }

  private static Area area(JsonObject geometry) {
    JsonArray coordinates = geometry.getAsJsonArray("coordinates");
    String type = geometry.get("type").getAsString();
    Area area = new Area();
    switch (type) {
      case "Polygon" -> area.add(polygon(coordinates));
      case "MultiPolygon" ->
          coordinates.forEach(polygon -> area.add(polygon(polygon.getAsJsonArray())));
      default ->
          throw new FewShotException(
              "A feature is a " + type + ", which has no inside; export polygons only.");
    }
    return area;
  }

  /** The first ring is the outline, the others are holes. */
  private static Area polygon(JsonArray rings) {
    Area area = new Area(ring(rings.get(0).getAsJsonArray()));
    for (int i = 1; i < rings.size(); i++) {
      area.subtract(new Area(ring(rings.get(i).getAsJsonArray())));
    }
    return area;
  }

  private static Path2D ring(JsonArray points) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < points.size(); i++) {
      JsonArray p = points.get(i).getAsJsonArray();
      if (i == 0) {
        path.moveTo(p.get(0).getAsDouble(), p.get(1).getAsDouble());
      } else {
        path.lineTo(p.get(0).getAsDouble(), p.get(1).getAsDouble());
      }
    }
    path.closePath();
    return path;
  }

  /** The pixels whose centre lies inside. */
  private static Region region(Area area, String name) {
    java.awt.Rectangle r = area.getBounds();
    Box box = new Box(r.x, r.y, r.width, r.height);
    BitSet mask = new BitSet();
    for (int y = 0; y < r.height; y++) {
      for (int x = 0; x < r.width; x++) {
        if (area.contains(r.x + x + 0.5, r.y + y + 0.5)) {
          mask.set(y * r.width + x);
        }
      }
    }
    if (mask.isEmpty()) {
      throw new FewShotException(
          "The region '" + name + "' is empty; draw it larger or remove it.");
    }
    return new Region(box, mask.cardinality() == box.area() ? null : mask);
  }
}
