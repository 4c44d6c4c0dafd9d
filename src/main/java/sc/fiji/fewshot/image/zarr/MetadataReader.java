package sc.fiji.fewshot.image.zarr;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;

/**
 * Reads the JSON files of a hierarchy, of Zarr 2 and 3 alike.
 *
 * @param store the hierarchy
 */
record MetadataReader(ZarrStore store) {

  private static final String V3 = "zarr.json";

  /**
   * @param path of an array
   * @return what its metadata say
   * @throws FewShotException if there is no such array, or it cannot be read
   */
  ArraySpec array(String path) {
    Optional<JsonObject> v3 = json(path, V3);
    String file = v3.isPresent() ? V3 : ".zarray";
    JsonObject metadata =
        v3.or(() -> json(path, ".zarray"))
            .orElseThrow(
                () ->
                    new FewShotException(
                        "%s lacks the array '%s' that it refers to; copy or export it again."
                            .formatted(store, path)));
    try {
      return v3.isPresent() ? ArrayMetadataV3.read(metadata) : ArrayMetadataV2.read(metadata);
    } catch (UnsupportedOperationException e) {
      throw new FewShotException(
          "%s/%s holds %s, which cannot be read; store it in another way."
              .formatted(store, path, e.getMessage()),
          e);
    } catch (RuntimeException e) {
      throw damaged(path, file, e);
    }
  }

  /**
   * @param path of a group; empty for the root
   * @return its attributes, in Zarr 3 those under {@code ome}; nothing if there is no such group
   * @throws FewShotException if they cannot be read
   */
  Optional<JsonObject> attributes(String path) {
    Optional<JsonObject> v3 = json(path, V3);
    if (v3.isEmpty()) {
      return json(path, ".zattrs");
    }
    try {
      JsonObject attributes = v3.get().getAsJsonObject("attributes");
      JsonObject ome = attributes == null ? null : attributes.getAsJsonObject("ome");
      return Optional.of(ome != null ? ome : attributes != null ? attributes : new JsonObject());
    } catch (RuntimeException e) {
      throw damaged(path, V3, e);
    }
  }

  private Optional<JsonObject> json(String path, String file) {
    return store
        .read(path.isEmpty() ? file : path + "/" + file)
        .map(
            bytes -> {
              try {
                return JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8))
                    .getAsJsonObject();
              } catch (RuntimeException e) {
                throw damaged(path, file, e);
              }
            });
  }

  /**
   * @param path of a group or array
   * @param file that is wrong
   * @param cause what was caught
   * @return what to throw
   */
  FewShotException damaged(String path, String file, RuntimeException cause) {
    return new FewShotException(
        "%s is damaged (%s): copy or export it again."
            .formatted(store, path.isEmpty() ? file : path + "/" + file),
        cause);
  }
}
