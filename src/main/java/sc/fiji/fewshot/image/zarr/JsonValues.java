package sc.fiji.fewshot.image.zarr;

import com.google.gson.JsonElement;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Values that the metadata of both versions of Zarr have in common. */
final class JsonValues {

  private JsonValues() {}

  static Stream<JsonElement> list(JsonElement element) {
    return StreamSupport.stream(element.getAsJsonArray().spliterator(), false);
  }

  static int[] sizes(JsonElement element) {
    return list(element).mapToInt(e -> Math.toIntExact(e.getAsLong())).toArray();
  }

  static ByteCodec codec(String name) {
    return ByteCodec.named(name)
        .orElseThrow(() -> new UnsupportedOperationException("chunks compressed by " + name));
  }

  /**
   * @param element a number, a word for one that JSON does not know, its bits as hexadecimal
   *     digits, or null
   * @return the value
   */
  static float fill(JsonElement element) {
    if (element == null || element.isJsonNull()) {
      return 0;
    }
    String text = element.getAsString();
    if (text.matches("0x[0-9a-fA-F]{8}")) {
      return Float.intBitsToFloat(Integer.parseUnsignedInt(text.substring(2), 16));
    }
    if (text.matches("0x[0-9a-fA-F]{16}")) {
      return (float) Double.longBitsToDouble(Long.parseUnsignedLong(text.substring(2), 16));
    }
    return switch (text) {
      case "NaN" -> Float.NaN;
      case "Infinity" -> Float.POSITIVE_INFINITY;
      case "-Infinity" -> Float.NEGATIVE_INFINITY;
      case "" -> 0;
      default -> Float.parseFloat(text);
    };
  }
}
