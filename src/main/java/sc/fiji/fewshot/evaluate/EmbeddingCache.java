package sc.fiji.fewshot.evaluate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.backbone.Sha256;

/**
 * Embeddings of images by the images' content, so that a benchmark encodes each image once: in
 * memory while it lives, and in a folder from one run to the next. An entry is one file, written
 * whole or not at all, with a checksum; one that is damaged counts as missing and is written again.
 * Several processes may share a folder.
 */
public final class EmbeddingCache {

  private static final int MAGIC = 0x46534531;
  private static final int HEADER_BYTES = 12;
  private static final int CHECKSUM_BYTES = 8;

  /** What was encoded so far survives an interruption; more at a time is no faster. */
  private static final int IMAGES_AT_ONCE = 128;

  private final Path folder;
  private final Map<String, float[][]> memory = new ConcurrentHashMap<>();

  private EmbeddingCache(Path folder) {
    this.folder = folder;
  }

  /**
   * @return a cache that forgets everything in the end
   */
  public static EmbeddingCache inMemory() {
    return new EmbeddingCache(null);
  }

  /**
   * @param folder for its files; made when the first one is written
   * @return a cache that lasts
   */
  public static EmbeddingCache in(Path folder) {
    return new EmbeddingCache(folder);
  }

  /**
   * @return a cache in the user's cache folder, or, where that cannot be written, one that forgets
   *     everything in the end
   */
  public static EmbeddingCache usual() {
    return inIfWritable(CacheFolder.usual().resolve("embeddings"));
  }

  static EmbeddingCache inIfWritable(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      return inMemory();
    }
    return Files.isWritable(folder) ? in(folder) : inMemory();
  }

  /** Computes what is missing. */
  @FunctionalInterface
  public interface Encoder {

    /**
     * @param images files
     * @param progress may cancel
     * @return one matrix an image, all of the same shape
     */
    List<float[][]> encode(List<Path> images, Progress progress);
  }

  /**
   * Looks up embeddings and computes those that are missing.
   *
   * @param images files
   * @param recipe everything else that the embeddings depend on: weights, settings, version
   * @param encoder computes missing ones
   * @param progress may cancel
   * @return one matrix an image, in the order of the images
   * @throws FewShotException if an image cannot be read or the folder cannot be written
   */
  public List<float[][]> get(List<Path> images, String recipe, Encoder encoder, Progress progress) {
    List<String> keys = images.stream().map(image -> key(image, recipe)).toList();
    Map<String, Path> missing = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      if (!memory.containsKey(key)) {
        Optional<float[][]> stored = read(key);
        if (stored.isPresent()) {
          memory.put(key, stored.get());
        } else {
          missing.putIfAbsent(key, images.get(i));
        }
      }
    }
    List<String> wanted = new ArrayList<>(missing.keySet());
    for (int start = 0; start < wanted.size(); start += IMAGES_AT_ONCE) {
      int end = Math.min(wanted.size(), start + IMAGES_AT_ONCE);
      List<String> part = wanted.subList(start, end);
      List<float[][]> rows =
          encoder.encode(
              part.stream().map(missing::get).toList(),
              progress.part((double) start / wanted.size(), (double) end / wanted.size()));
      for (int i = 0; i < part.size(); i++) {
        memory.put(part.get(i), rows.get(i));
        write(part.get(i), rows.get(i));
      }
    }
    return keys.stream().map(memory::get).toList();
  }

  private static String key(Path image, String recipe) {
    try {
      String content = Sha256.of(Files.readAllBytes(image));
      return Sha256.of((content + "\n" + recipe).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new FewShotException(image + " cannot be read.", e);
    }
  }

  /** Many thousands of files in one folder are slow to list, so there are 256 folders. */
  private Path file(String key) {
    return folder.resolve(key.substring(0, 2)).resolve(key.substring(2));
  }

  private Optional<float[][]> read(String key) {
    if (folder == null || !Files.isRegularFile(file(key))) {
      return Optional.empty();
    }
    try {
      return decode(Files.readAllBytes(file(key)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<float[][]> decode(byte[] bytes) {
    int body = bytes.length - CHECKSUM_BYTES;
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (body < HEADER_BYTES || in.getLong(body) != checksum(bytes, body) || in.getInt() != MAGIC) {
      return Optional.empty();
    }
    float[][] rows = new float[in.getInt()][in.getInt()];
    for (float[] row : rows) {
      in.asFloatBuffer().get(row);
      in.position(in.position() + Float.BYTES * row.length);
    }
    return Optional.of(rows);
  }

  private static byte[] encode(float[][] rows) {
    int body = HEADER_BYTES + Float.BYTES * rows.length * rows[0].length;
    ByteBuffer out = ByteBuffer.allocate(body + CHECKSUM_BYTES);
    out.putInt(MAGIC).putInt(rows.length).putInt(rows[0].length);
    for (float[] row : rows) {
      for (float value : row) {
        out.putFloat(value);
      }
    }
    return out.putLong(checksum(out.array(), body)).array();
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, length);
    return sum.getValue();
  }

  private void write(String key, float[][] rows) {
    if (folder == null) {
      return;
    }
    Path file = file(key);
    try {
      Files.createDirectories(file.getParent());
      // Another process may be writing the same entry: each has a temporary file of its own.
      Path temporary = Files.createTempFile(file.getParent(), "new", ".part");
      try {
        Files.write(temporary, encode(rows));
        move(temporary, file);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new FewShotException(
          "The cache folder "
              + folder
              + " cannot be written; choose another with --cache or do without by --no-cache.",
          e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
