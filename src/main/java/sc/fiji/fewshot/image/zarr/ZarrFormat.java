package sc.fiji.fewshot.image.zarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.ImageFormat;
import sc.fiji.fewshot.image.ImageLocation;
import sc.fiji.fewshot.image.ImageSource;

/** OME-Zarr: folders with the metadata of Zarr, and whatever is on the web. */
@Plugin(type = ImageFormat.class, priority = Priority.HIGH)
public final class ZarrFormat implements ImageFormat {

  private static final String MULTISCALES = "multiscales";
  private static final String SEVERAL = "bioformats2raw.layout";

  @Override
  public boolean accepts(ImageLocation where) {
    return where.isWeb() || (Files.isDirectory(where.path()) && isZarr(where.path()));
  }

  @Override
  public boolean isImage(ImageLocation where) {
    return isNamedZarr(where) || accepts(where);
  }

  private static boolean isNamedZarr(ImageLocation where) {
    return where.extension().equals("zarr");
  }

  private static boolean isZarr(Path folder) {
    return isNamedZarr(ImageLocation.of(folder))
        || Stream.of("zarr.json", ".zattrs", ".zgroup", ".zarray")
            .anyMatch(file -> Files.exists(folder.resolve(file)));
  }

  @Override
  public boolean readsRegions() {
    return true;
  }

  @Override
  public int series(ImageLocation where) {
    return groups(metadata(where)).size();
  }

  @Override
  public ImageSource open(ImageLocation where, int series) {
    MetadataReader metadata = metadata(where);
    List<String> groups = groups(metadata);
    if (series >= groups.size()) {
      throw new FewShotException(
          "%s holds %d image(s), there is no number %d."
              .formatted(where, groups.size(), series + 1));
    }
    String group = groups.get(series);
    String name = groups.size() > 1 ? where.name() + " #" + (series + 1) : where.name();
    Multiscale multiscale = multiscale(metadata, group);
    ChunkCache cache = ChunkCache.ofUsualSize();
    List<ZarrArray> arrays = new ArrayList<>();
    for (Multiscale.Dataset dataset : multiscale.datasets()) {
      String path = group.isEmpty() ? dataset.path() : group + "/" + dataset.path();
      ArraySpec spec = metadata.array(path);
      if (spec.shape().length != multiscale.axes().size()) {
        throw metadata.damaged(path, "axes", null);
      }
      arrays.add(new ZarrArray(metadata.store(), path, spec, cache));
    }
    return new ZarrImage(name, multiscale, arrays, 0);
  }

  private static MetadataReader metadata(ImageLocation where) {
    return new MetadataReader(
        where.isWeb() ? new WebStore(where.address()) : new FolderStore(where.path()));
  }

  private static Multiscale multiscale(MetadataReader metadata, String group) {
    JsonObject attributes = metadata.attributes(group).orElseThrow();
    try {
      return Multiscale.read(attributes);
    } catch (RuntimeException e) {
      throw metadata.damaged(group, MULTISCALES, e);
    }
  }

  /** The groups that are images: the root, or those below it in the layout of bioformats2raw. */
  private static List<String> groups(MetadataReader metadata) {
    JsonObject root =
        metadata
            .attributes("")
            .orElseThrow(
                () ->
                    new FewShotException(
                        metadata.store()
                            + " is no OME-Zarr, or there is nothing; give the folder or address"
                            + " that holds its zarr.json or .zattrs."));
    if (root.has(MULTISCALES)) {
      return List.of("");
    }
    if (root.has("plate")) {
      throw new FewShotException(
          metadata.store() + " is a plate; give one of its fields, such as A/1/0 below it.");
    }
    List<String> found = root.has(SEVERAL) ? series(metadata) : List.of();
    if (found.isEmpty()) {
      throw new FewShotException(
          metadata.store()
              + " holds no OME-Zarr image (multiscales); give the folder or address of one.");
    }
    return found;
  }

  private static List<String> series(MetadataReader metadata) {
    JsonElement listed = metadata.attributes("OME").map(ome -> ome.get("series")).orElse(null);
    if (listed != null) {
      return JsonValues.list(listed).map(JsonElement::getAsString).toList();
    }
    List<String> found = new ArrayList<>();
    Optional<JsonObject> next = metadata.attributes("0");
    while (next.isPresent() && next.get().has(MULTISCALES)) {
      found.add(String.valueOf(found.size()));
      next = metadata.attributes(String.valueOf(found.size()));
    }
    return found;
  }
}
