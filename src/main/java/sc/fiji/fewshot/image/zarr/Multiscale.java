package sc.fiji.fewshot.image.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An image of several resolutions, as OME's metadata of its group tell.
 *
 * @param axes their names, such as t, c, z, y, x
 * @param units of the axes; empty where there is none
 * @param datasets the resolutions, the finest first
 * @param colours of the channels, such as {@code FF0000}; empty if nothing is said
 */
record Multiscale(
    List<String> axes, List<String> units, List<Dataset> datasets, List<String> colours) {

  private static final List<String> USUAL_AXES = List.of("t", "c", "z", "y", "x");

  /**
   * One resolution.
   *
   * @param path of its array, below the group
   * @param scale size of a pixel along each axis
   */
  record Dataset(String path, double[] scale) {}

  /**
   * @param attributes of the group, with {@code multiscales}
   * @return what they say
   * @throws RuntimeException if they are damaged
   */
  static Multiscale read(JsonObject attributes) {
    JsonObject image = attributes.getAsJsonArray("multiscales").get(0).getAsJsonObject();
    List<String> axes = new ArrayList<>();
    List<String> units = new ArrayList<>();
    if (image.has("axes")) {
      for (JsonElement axis : image.getAsJsonArray("axes")) {
        // Before version 0.4 an axis was just its name.
        JsonObject described = axis.isJsonObject() ? axis.getAsJsonObject() : new JsonObject();
        String name =
            axis.isJsonObject() ? described.get("name").getAsString() : axis.getAsString();
        axes.add(name.toLowerCase(Locale.ROOT));
        units.add(described.has("unit") ? described.get("unit").getAsString() : "");
      }
    } else {
      axes.addAll(USUAL_AXES);
      USUAL_AXES.forEach(a -> units.add(""));
    }
    if (!axes.contains("y") || !axes.contains("x") || !USUAL_AXES.containsAll(axes)) {
      throw new IllegalArgumentException("axes " + axes);
    }
    double[] common = scale(image, axes.size());
    List<Dataset> datasets = new ArrayList<>();
    for (JsonElement element : image.getAsJsonArray("datasets")) {
      JsonObject dataset = element.getAsJsonObject();
      double[] own = scale(dataset, axes.size());
      double[] both = IntStream.range(0, own.length).mapToDouble(i -> own[i] * common[i]).toArray();
      datasets.add(new Dataset(dataset.get("path").getAsString(), both));
    }
    if (datasets.isEmpty()) {
      throw new IllegalArgumentException("no datasets");
    }
    return new Multiscale(axes, units, datasets, colours(attributes.getAsJsonObject("omero")));
  }

  private static double[] scale(JsonObject holder, int axes) {
    double[] scale = new double[axes];
    Arrays.fill(scale, 1);
    JsonArray transformations = holder.getAsJsonArray("coordinateTransformations");
    if (transformations != null) {
      for (JsonElement element : transformations) {
        JsonArray factors = element.getAsJsonObject().getAsJsonArray("scale");
        for (int i = 0; factors != null && i < axes; i++) {
          scale[i] *= factors.get(i).getAsDouble();
        }
      }
    }
    return scale;
  }

  private static List<String> colours(JsonObject omero) {
    if (omero == null || !omero.has("channels")) {
      return List.of();
    }
    return JsonValues.list(omero.get("channels"))
        .map(c -> c.getAsJsonObject().get("color"))
        .map(c -> c == null ? "" : c.getAsString().toUpperCase(Locale.ROOT))
        .collect(Collectors.toList());
  }

  /** Number of an axis; -1 if there is none of that name. */
  int axis(String name) {
    return axes.indexOf(name);
  }
}
