package sc.fiji.fewshot.image.zarr;

import com.google.gson.Gson;
import com.scalableminds.bloscjava.Blosc;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * Writes OME-Zarr of NGFF 0.5 (Zarr 3) with axes c, y, x, chunk by chunk, after the text of the
 * specification.
 *
 * @param folder of the image
 * @param shape channels, rows and columns of the finest level
 * @param chunk size of a chunk
 * @param type {@code uint8}, {@code uint16} or {@code float32}
 * @param codec {@code none}, {@code gzip}, {@code zstd} or {@code blosc}
 * @param shard chunks in a shard along each axis, or null for a file a chunk
 * @param micrometres width of a pixel of the finest level
 * @param known chunks that are there already, by the remainders of their place, if the image
 *     repeats itself after {@code period} chunks; else null
 * @param period chunks after which every level repeats itself
 */
public record MadeZarr(
    Path folder,
    int[] shape,
    int[] chunk,
    String type,
    String codec,
    int[] shard,
    double micrometres,
    Map<List<Integer>, byte[]> known,
    int period) {

  /**
   * An image that does not repeat itself.
   *
   * @param folder of the image
   * @param shape channels, rows and columns of the finest level
   * @param chunk size of a chunk
   * @param type of the values
   * @param codec of the chunks
   * @param shard chunks in a shard along each axis, or null
   * @param micrometres width of a pixel of the finest level
   */
  public MadeZarr(
      Path folder,
      int[] shape,
      int[] chunk,
      String type,
      String codec,
      int[] shard,
      double micrometres) {
    this(folder, shape, chunk, type, codec, shard, micrometres, null, 1);
  }

  /** The same image, which repeats itself: written much faster. */
  MadeZarr repeating(int chunks) {
    return new MadeZarr(
        folder, shape, chunk, type, codec, shard, micrometres, new HashMap<>(), chunks);
  }

  /** The pixels. */
  public interface Pixels {
    /**
     * @return the value at that place of that level
     */
    float at(int level, int channel, int y, int x);
  }

  /**
   * Writes the image.
   *
   * @param levels each half the size of the one before
   * @param pixels what to write
   */
  public void write(int levels, Pixels pixels) {
    List<Object> datasets = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      int[] size = size(level);
      double scale = micrometres * (1 << level);
      datasets.add(
          Map.of(
              "path",
              "s" + level,
              "coordinateTransformations",
              List.of(Map.of("type", "scale", "scale", List.of(1, scale, scale)))));
      json(folder.resolve("s" + level).resolve("zarr.json"), array(size));
      for (int c = 0; c * file(0) < size[0]; c++) {
        for (int y = 0; y * file(1) < size[1]; y++) {
          for (int x = 0; x * file(2) < size[2]; x++) {
            Path path = folder.resolve("s%d/c/%d/%d/%d".formatted(level, c, y, x));
            bytes(
                path,
                shard == null ? chunk(level, pixels, c, y, x) : shard(level, pixels, c, y, x));
          }
        }
      }
    }
    List<Object> axes =
        List.of(
            Map.of("name", "c", "type", "channel"),
            Map.of("name", "y", "type", "space", "unit", "micrometer"),
            Map.of("name", "x", "type", "space", "unit", "micrometer"));
    json(
        folder.resolve("zarr.json"),
        Map.of(
            "zarr_format",
            3,
            "node_type",
            "group",
            "attributes",
            Map.of(
                "ome",
                Map.of(
                    "version",
                    "0.5",
                    "multiscales",
                    List.of(Map.of("axes", axes, "datasets", datasets))))));
  }

  private int[] size(int level) {
    int by = 1 << level;
    return new int[] {shape[0], (shape[1] + by - 1) / by, (shape[2] + by - 1) / by};
  }

  /** Size of a file along an axis. */
  private int file(int axis) {
    return shard == null ? chunk[axis] : chunk[axis] * shard[axis];
  }

  private Object array(int[] size) {
    List<Object> codecs = new ArrayList<>(List.of(codec("bytes", Map.of("endian", "little"))));
    if (!codec.equals("none")) {
      codecs.add(codec(codec, Map.of()));
    }
    if (shard != null) {
      Map<String, Object> sharding =
          Map.of(
              "chunk_shape",
              chunk,
              "codecs",
              codecs,
              "index_codecs",
              List.of(codec("bytes", Map.of("endian", "little")), codec("crc32c", Map.of())),
              "index_location",
              "end");
      codecs = List.of(codec("sharding_indexed", sharding));
    }
    return Map.of(
        "zarr_format",
        3,
        "node_type",
        "array",
        "shape",
        size,
        "data_type",
        type,
        "chunk_grid",
        Map.of(
            "name",
            "regular",
            "configuration",
            Map.of("chunk_shape", List.of(file(0), file(1), file(2)))),
        "chunk_key_encoding",
        codec("default", Map.of("separator", "/")),
        "fill_value",
        type.startsWith("float") ? "NaN" : 7,
        "codecs",
        codecs);
  }

  private static Object codec(String name, Map<String, Object> configuration) {
    return Map.of("name", name, "configuration", configuration);
  }

  /** The chunks one after the other, and then where each of them lies. */
  private byte[] shard(int level, Pixels pixels, int c, int y, int x) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer index =
        ByteBuffer.allocate(16 * shard[0] * shard[1] * shard[2]).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < shard[0]; i++) {
      for (int j = 0; j < shard[1]; j++) {
        for (int k = 0; k < shard[2]; k++) {
          int[] at = {c * shard[0] + i, y * shard[1] + j, x * shard[2] + k};
          int[] size = size(level);
          boolean beyond = false;
          for (int axis = 0; axis < at.length; axis++) {
            beyond |= at[axis] * chunk[axis] >= size[axis];
          }
          if (beyond) {
            index.putLong(-1).putLong(-1);
          } else {
            byte[] bytes = chunk(level, pixels, at[0], at[1], at[2]);
            index.putLong(out.size()).putLong(bytes.length);
            out.writeBytes(bytes);
          }
        }
      }
    }
    CRC32C sum = new CRC32C();
    sum.update(index.array());
    out.writeBytes(index.array());
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) sum.getValue()).array());
    return out.toByteArray();
  }

  private byte[] chunk(int level, Pixels pixels, int c, int y, int x) {
    return known == null
        ? encoded(level, pixels, c, y, x)
        : known.computeIfAbsent(
            List.of(level, c, y % period, x % period),
            k -> encoded(level, pixels, k.get(1), k.get(2), k.get(3)));
  }

  private byte[] encoded(int level, Pixels pixels, int c, int y, int x) {
    int bytes = type.equals("uint8") ? 1 : type.equals("uint16") ? 2 : 4;
    ByteBuffer raw =
        ByteBuffer.allocate(bytes * chunk[0] * chunk[1] * chunk[2]).order(ByteOrder.LITTLE_ENDIAN);
    int[] size = size(level);
    for (int i = c * chunk[0]; i < (c + 1) * chunk[0]; i++) {
      for (int j = y * chunk[1]; j < (y + 1) * chunk[1]; j++) {
        for (int k = x * chunk[2]; k < (x + 1) * chunk[2]; k++) {
          boolean inside = i < size[0] && j < size[1] && k < size[2];
          float value = inside ? pixels.at(level, i, j, k) : 0;
          switch (bytes) {
            case 1 -> raw.put((byte) value);
            case 2 -> raw.putShort((short) (int) value);
            default -> raw.putFloat(value);
          }
        }
      }
    }
    return compressed(raw.array());
  }

  private byte[] compressed(byte[] raw) {
    return switch (codec) {
      case "zstd" -> {
        ZstdCompressor zstd = new ZstdCompressor();
        byte[] out = new byte[zstd.maxCompressedLength(raw.length)];
        yield Arrays.copyOf(out, zstd.compress(raw, 0, raw.length, out, 0, out.length));
      }
      case "blosc" -> Blosc.compress(raw, 1, Blosc.Compressor.LZ4, 5);
      case "gzip" -> {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
          gzip.write(raw);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        yield out.toByteArray();
      }
      default -> raw;
    };
  }

  private static void json(Path file, Object content) {
    bytes(file, new Gson().toJson(content).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void bytes(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
