package sc.fiji.fewshot.image.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sc.fiji.fewshot.image.SampleType;

/** Reads {@code zarr.json}, the metadata of an array in Zarr 3. */
final class ArrayMetadataV3 {

  private ArrayMetadataV3() {}

  /**
   * @param json content of the file
   * @return what it says
   * @throws UnsupportedOperationException if it names something that is not known
   * @throws RuntimeException if it is damaged
   */
  static ArraySpec read(JsonObject json) {
    String dtype = name(json.get("data_type"));
    SampleType type =
        SampleType.named(dtype)
            .orElseThrow(() -> new UnsupportedOperationException("values of type " + dtype));
    if (!name(json.get("chunk_grid")).equals("regular")) {
      throw new UnsupportedOperationException("chunks of different sizes");
    }
    int[] shape = JsonValues.sizes(json.get("shape"));
    int[] file = JsonValues.sizes(configuration(json.get("chunk_grid")).get("chunk_shape"));
    JsonArray codecs = json.getAsJsonArray("codecs");
    float fill = JsonValues.fill(json.get("fill_value"));
    ArraySpec.ChunkKeys keys = keys(json.get("chunk_key_encoding"));
    if (!name(codecs.get(0)).equals("sharding_indexed")) {
      return new ArraySpec(
          shape, file, type, fill, keys, encoding(codecs, shape.length), Optional.empty());
    }
    JsonObject sharding = configuration(codecs.get(0));
    int[] chunk = JsonValues.sizes(sharding.get("chunk_shape"));
    int[] shard = new int[chunk.length];
    for (int i = 0; i < shard.length; i++) {
      shard[i] = file[i] / chunk[i];
      if (shard[i] * chunk[i] != file[i]) {
        throw new IllegalArgumentException("chunks do not fill their shard");
      }
    }
    JsonElement place = sharding.get("index_location");
    return new ArraySpec(
        shape,
        chunk,
        type,
        fill,
        keys,
        encoding(sharding.getAsJsonArray("codecs"), shape.length),
        Optional.of(
            new ArraySpec.Sharding(
                shard,
                encoding(sharding.getAsJsonArray("index_codecs"), shape.length + 1),
                place != null && place.getAsString().equals("start"))));
  }

  private static ArraySpec.ChunkKeys keys(JsonElement encoding) {
    boolean usual = name(encoding).equals("default");
    JsonElement separator = configuration(encoding).get("separator");
    return new ArraySpec.ChunkKeys(
        usual ? "c" : "", separator != null ? separator.getAsString() : usual ? "/" : ".");
  }

  private static ArraySpec.ChunkEncoding encoding(JsonArray codecs, int axes) {
    int[] order = IntStream.range(0, axes).toArray();
    ByteOrder bytes = ByteOrder.LITTLE_ENDIAN;
    List<ByteCodec> after = new ArrayList<>();
    for (JsonElement codec : codecs) {
      JsonObject configuration = configuration(codec);
      switch (name(codec)) {
        case "transpose" -> {
          int[] before = order;
          int[] turned =
              JsonValues.list(configuration.get("order")).mapToInt(JsonElement::getAsInt).toArray();
          order = IntStream.of(turned).map(i -> before[i]).toArray();
        }
        case "bytes" -> {
          JsonElement endian = configuration.get("endian");
          if (endian != null && endian.getAsString().equals("big")) {
            bytes = ByteOrder.BIG_ENDIAN;
          }
        }
        case "sharding_indexed" -> throw new UnsupportedOperationException("shards within shards");
        default -> after.add(JsonValues.codec(name(codec)));
      }
    }
    if (IntStream.of(order).distinct().count() != axes) {
      throw new IllegalArgumentException("the order of axes");
    }
    return new ArraySpec.ChunkEncoding(order, bytes, after);
  }

  /** Metadata name things by a string, or by an object with one. */
  private static String name(JsonElement element) {
    return element.isJsonObject()
        ? element.getAsJsonObject().get("name").getAsString()
        : element.getAsString();
  }

  private static JsonObject configuration(JsonElement element) {
    JsonObject found =
        element.isJsonObject() ? element.getAsJsonObject().getAsJsonObject("configuration") : null;
    return found == null ? new JsonObject() : found;
  }
}
