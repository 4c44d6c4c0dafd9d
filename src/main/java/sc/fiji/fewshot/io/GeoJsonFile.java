package sc.fiji.fewshot.io;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.FullResolution;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;

/**
 * Writes predictions as GeoJSON that QuPath opens: annotations in pixels of the image at its finest
 * resolution, each with its class and colour, and its slice as {@code plane}. What is unknown has
 * no outline, and an unknown region no class.
 */
public final class GeoJsonFile {

  private final List<LabelClass> classes;
  private final StackShape shape;
  private final FullResolution full;

  /**
   * @param classes in the order of the labels
   * @param image that was classified, at the resolution at which it was
   */
  public GeoJsonFile(List<LabelClass> classes, ImageSource image) {
    this(classes, image.shape(), FullResolution.of(image));
  }

  /**
   * @param classes in the order of the labels
   * @param shape of the image, which is at its finest resolution
   */
  public GeoJsonFile(List<LabelClass> classes, StackShape shape) {
    this(classes, shape, FullResolution.ITSELF);
  }

  private GeoJsonFile(List<LabelClass> classes, StackShape shape, FullResolution full) {
    this.classes = classes;
    this.shape = shape;
    this.full = full;
  }

  /**
   * Writes one annotation a slice and class, whose polygons are all of the class's patches there.
   *
   * @param file to write
   * @param slices predictions
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public void writePatches(Path file, List<GridPrediction> slices) {
    write(
        file,
        json -> {
          for (GridPrediction slice : slices) {
            slice(json, slice);
          }
        });
  }

  /**
   * Writes one annotation a region.
   *
   * @param file to write
   * @param regions predictions
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public void writeRegions(Path file, List<RegionPrediction> regions) {
    write(
        file,
        json -> {
          for (RegionPrediction region : regions) {
            feature(
                json,
                region.name(),
                region.labelMapValue(),
                region.slice(),
                outlines(region.region()).polygons(),
                corners(json, region.region()));
          }
        });
  }

  /** A region without a mask is one cell, however large. */
  private static CellOutlines outlines(Region region) {
    if (region.mask() == null) {
      return new CellOutlines(1, 1, new int[] {1});
    }
    Box bounds = region.bounds();
    int[] values = new int[Math.toIntExact(bounds.area())];
    region.mask().stream().forEach(pixel -> values[pixel] = 1);
    return new CellOutlines(bounds.width(), bounds.height(), values);
  }

  private Corners corners(JsonWriter json, Region region) {
    Box bounds = region.bounds();
    int width = region.mask() == null ? bounds.width() : 1;
    int height = region.mask() == null ? bounds.height() : 1;
    return (x, y) ->
        json.value(full.x(bounds.x() + x * width)).value(full.y(bounds.y() + y * height));
  }

  private void slice(JsonWriter json, GridPrediction slice) throws IOException {
    int columns = slice.grid().columns();
    int[] values = new int[columns * slice.grid().rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = slice.labelMapValue(i);
    }
    List<CellOutlines.Polygon> polygons =
        new CellOutlines(columns, slice.grid().rows(), values).polygons();
    int stride = slice.grid().stride();
    Corners corners =
        (x, y) ->
            json.value(full.x(Math.min(slice.grid().width(), x * stride)))
                .value(full.y(Math.min(slice.grid().height(), y * stride)));
    for (int c = 0; c < classes.size(); c++) {
      int value = c + 1;
      List<CellOutlines.Polygon> own = polygons.stream().filter(p -> p.value() == value).toList();
      if (!own.isEmpty()) {
        feature(json, classes.get(c).name(), value, slice.slice(), own, corners);
      }
    }
  }

  /** Writes the features. */
  private interface Body {
    void write(JsonWriter json) throws IOException;
  }

  /** Writes a corner, given in cells, in pixels of the image. */
  private interface Corners {
    void write(int x, int y) throws IOException;
  }

  private static void write(Path file, Body body) {
    AtomicFile.write(
        file,
        temporary -> {
          try (JsonWriter json = new JsonWriter(Files.newBufferedWriter(temporary))) {
            json.beginObject()
                .name("type")
                .value("FeatureCollection")
                .name("features")
                .beginArray();
            body.write(json);
            json.endArray().endObject();
          }
        });
  }

  private void feature(
      JsonWriter json,
      String name,
      int value,
      int slice,
      List<CellOutlines.Polygon> polygons,
      Corners corners)
      throws IOException {
    json.beginObject().name("type").value("Feature").name("geometry").beginObject();
    boolean several = polygons.size() > 1;
    json.name("type").value(several ? "MultiPolygon" : "Polygon").name("coordinates");
    if (several) {
      json.beginArray();
    }
    for (CellOutlines.Polygon polygon : polygons) {
      json.beginArray();
      for (int[] ring : polygon.rings()) {
        ring(json, ring, corners);
      }
      json.endArray();
    }
    if (several) {
      json.endArray();
    }
    json.name("plane").beginObject();
    json.name("c").value(-1);
    json.name("z").value(shape.z(slice));
    json.name("t").value(shape.t(slice));
    json.endObject().endObject();
    json.name("properties").beginObject();
    json.name("objectType").value("annotation").name("name").value(name);
    if (value > 0) {
      classification(json, classes.get(value - 1));
    }
    json.endObject().endObject();
  }

  private static void classification(JsonWriter json, LabelClass c) throws IOException {
    json.name("classification").beginObject().name("name").value(c.name());
    json.name("color").beginArray();
    json.value(c.rgb() >> 16 & 0xff).value(c.rgb() >> 8 & 0xff).value(c.rgb() & 0xff);
    json.endArray().endObject();
  }

  private static void ring(JsonWriter json, int[] ring, Corners corners) throws IOException {
    json.beginArray();
    // The first corner closes the ring.
    for (int i = 0; i <= ring.length; i += 2) {
      json.beginArray();
      corners.write(ring[i % ring.length], ring[(i + 1) % ring.length]);
      json.endArray();
    }
    json.endArray();
  }
}
