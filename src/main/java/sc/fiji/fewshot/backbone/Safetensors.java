package sc.fiji.fewshot.backbone;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;

/**
 * The safetensors format: eight bytes of header length, a JSON header, then the plain values,
 * little endian. Nothing in it can run code, and every size is checked before it is believed.
 */
public final class Safetensors {

  private static final int MAX_HEADER_BYTES = 10_000_000;

  private Safetensors() {}

  /** How the values are stored. */
  public enum Precision {
    /** Four bytes a value, exact. */
    F32(4),
    /** Two bytes a value, half precision. */
    F16(2);

    private final int bytes;

    Precision(int bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * @param tensors names and values, written in this order
   * @param precision how to store the values
   * @return the file's bytes; the same tensors give the same bytes
   */
  public static byte[] write(Map<String, Tensor> tensors, Precision precision) {
    JsonObject header = new JsonObject();
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long size = (long) entry.getValue().data().length * precision.bytes;
      JsonObject description = new JsonObject();
      description.addProperty("dtype", precision.name());
      JsonArray shape = new JsonArray();
      for (long s : entry.getValue().shape()) {
        shape.add(s);
      }
      description.add("shape", shape);
      JsonArray offsets = new JsonArray();
      offsets.add(offset);
      offsets.add(offset + size);
      description.add("data_offsets", offsets);
      header.add(entry.getKey(), description);
      offset += size;
    }
    String json = header.toString();
    // The values start at a multiple of eight bytes, as readers that map the file expect.
    json += " ".repeat(Math.floorMod(-json.getBytes(StandardCharsets.UTF_8).length, 8));
    byte[] head = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(8 + head.length + offset))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(head.length).put(head);
    for (Tensor tensor : tensors.values()) {
      for (float value : tensor.data()) {
        if (precision == Precision.F16) {
          out.putShort(Half.fromFloat(value));
        } else {
          out.putFloat(value);
        }
      }
    }
    return out.array();
  }

  /**
   * @param bytes a whole file
   * @param origin what to call it in messages
   * @return the tensors by name, in the order of the header; F16 is widened
   * @throws FewShotException if header, shapes, offsets and length do not fit together
   */
  public static Map<String, Tensor> read(byte[] bytes, String origin) {
    try {
      return parse(bytes);
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | ArithmeticException
        | UnsupportedOperationException
        | IndexOutOfBoundsException e) {
      throw new FewShotException(
          origin
              + " is damaged or no safetensors file ("
              + e.getMessage()
              + "); get or train it again.",
          e);
    }
  }

  private static Map<String, Tensor> parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    require(bytes.length >= 8, "shorter than its header");
    long headerLength = in.getLong();
    require(
        headerLength > 0 && headerLength <= Math.min(MAX_HEADER_BYTES, bytes.length - 8),
        "a header of " + headerLength + " bytes");
    int start = 8 + (int) headerLength;
    JsonObject header =
        JsonParser.parseString(new String(bytes, 8, (int) headerLength, StandardCharsets.UTF_8))
            .getAsJsonObject();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
      if (!entry.getKey().equals("__metadata__")) {
        tensors.put(
            entry.getKey(), tensor(in, start, bytes.length, entry.getValue().getAsJsonObject()));
      }
    }
    return tensors;
  }

  private static Tensor tensor(ByteBuffer in, int start, int end, JsonObject description) {
    require(
        description.has("dtype")
            && description.get("shape") instanceof JsonArray
            && description.get("data_offsets") instanceof JsonArray,
        "a tensor without type, shape or place");
    String type = description.get("dtype").getAsString();
    require(type.equals("F32") || type.equals("F16"), "values of type " + type);
    Precision precision = Precision.valueOf(type);
    JsonArray sizes = description.getAsJsonArray("shape");
    long[] shape = new long[sizes.size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).getAsLong();
      require(shape[i] >= 0, "a negative size");
      count = Math.multiplyExact(count, shape[i]);
    }
    JsonArray offsets = description.getAsJsonArray("data_offsets");
    long from = offsets.get(0).getAsLong();
    long to = offsets.get(1).getAsLong();
    require(
        from >= 0
            && to >= from
            && to <= end - start
            && to - from == Math.multiplyExact(count, (long) precision.bytes),
        "a tensor that does not fit its place");
    float[] data = new float[(int) count];
    ByteBuffer values = in.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(start + (int) from);
    if (precision == Precision.F32) {
      values.asFloatBuffer().get(data);
    } else {
      for (int i = 0; i < data.length; i++) {
        data[i] = Half.toFloat(values.getShort());
      }
    }
    return new Tensor(shape, data);
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
