package sc.fiji.fewshot.image.zarr;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sc.fiji.fewshot.image.SampleType;

/** Reads {@code .zarray}, the metadata of an array in Zarr 2. */
final class ArrayMetadataV2 {

  private ArrayMetadataV2() {}

  /**
   * @param json content of the file
   * @return what it says
   * @throws UnsupportedOperationException if it names something that is not known
   * @throws RuntimeException if it is damaged
   */
  static ArraySpec read(JsonObject json) {
    String dtype = json.get("dtype").getAsString();
    SampleType type =
        SampleType.abbreviated(dtype.substring(1))
            .orElseThrow(() -> new UnsupportedOperationException("values of type " + dtype));
    if (isGiven(json.get("filters")) && !json.getAsJsonArray("filters").isEmpty()) {
      throw new UnsupportedOperationException("filtered values");
    }
    int[] shape = JsonValues.sizes(json.get("shape"));
    int[] order = IntStream.range(0, shape.length).toArray();
    if (json.get("order").getAsString().equals("F")) {
      order = IntStream.range(0, shape.length).map(i -> shape.length - 1 - i).toArray();
    }
    JsonElement separator = json.get("dimension_separator");
    return new ArraySpec(
        shape,
        JsonValues.sizes(json.get("chunks")),
        type,
        JsonValues.fill(json.get("fill_value")),
        new ArraySpec.ChunkKeys("", isGiven(separator) ? separator.getAsString() : "."),
        new ArraySpec.ChunkEncoding(
            order,
            dtype.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
            codecs(json.get("compressor"))),
        Optional.empty());
  }

  private static List<ByteCodec> codecs(JsonElement compressor) {
    if (!isGiven(compressor)) {
      return List.of();
    }
    String name = compressor.getAsJsonObject().get("id").getAsString();
    return List.of(JsonValues.codec(name));
  }

  private static boolean isGiven(JsonElement element) {
    return element != null && !element.isJsonNull();
  }
}
