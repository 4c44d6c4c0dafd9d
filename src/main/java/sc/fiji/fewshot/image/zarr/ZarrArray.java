package sc.fiji.fewshot.image.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;

/** An array of a Zarr hierarchy, read chunk by chunk; from several threads. */
final class ZarrArray {

  private final ZarrStore store;
  private final String path;
  private final ArraySpec spec;
  private final int[] strides;
  private final ChunkCache cache;

  /**
   * @param store the hierarchy
   * @param path of the array
   * @param spec what its metadata say
   * @param cache for its chunks
   */
  ZarrArray(ZarrStore store, String path, ArraySpec spec, ChunkCache cache) {
    this.store = store;
    this.path = path;
    this.spec = spec;
    this.cache = cache;
    strides = spec.strides();
  }

  ArraySpec spec() {
    return spec;
  }

  /**
   * Reads a rectangle of a plane.
   *
   * @param at the plane: an index for each axis, of which those of the two axes do not count
   * @param yAxis number of the axis of rows
   * @param xAxis number of the axis of columns
   * @param box inside the array
   * @return its values, row by row
   * @throws FewShotException if a chunk cannot be read
   */
  float[] plane(int[] at, int yAxis, int xAxis, Box box) {
    float[] out = new float[Math.toIntExact(box.area())];
    int chunkHeight = spec.chunk()[yAxis];
    int chunkWidth = spec.chunk()[xAxis];
    int[] index = new int[at.length];
    int plane = 0;
    for (int i = 0; i < at.length; i++) {
      index[i] = at[i] / spec.chunk()[i];
      if (i != yAxis && i != xAxis) {
        plane += at[i] % spec.chunk()[i] * strides[i];
      }
    }
    for (int y = box.y() / chunkHeight; y * chunkHeight < box.bottom(); y++) {
      for (int x = box.x() / chunkWidth; x * chunkWidth < box.right(); x++) {
        index[yAxis] = y;
        index[xAxis] = x;
        Optional<byte[]> chunk = chunk(index);
        Box here = new Box(x * chunkWidth, y * chunkHeight, chunkWidth, chunkHeight);
        Box part = here.intersect(box);
        for (int row = part.y(); row < part.bottom(); row++) {
          int to = (row - box.y()) * box.width() + part.x() - box.x();
          if (chunk.isEmpty()) {
            Arrays.fill(out, to, to + part.width(), spec.fill());
          } else {
            int from =
                plane + (row - here.y()) * strides[yAxis] + (part.x() - here.x()) * strides[xAxis];
            ByteBuffer bytes = ByteBuffer.wrap(chunk.get()).order(spec.encoding().bytes());
            spec.type().read(bytes, from, strides[xAxis], out, to, part.width());
          }
        }
      }
    }
    return out;
  }

  private Optional<byte[]> chunk(int[] index) {
    int[] copy = index.clone();
    return cache.get(
        path + ":" + Arrays.toString(index),
        () ->
            spec.sharding().isPresent()
                ? sharded(copy, spec.sharding().get())
                : store
                    .read(file(copy))
                    .map(b -> decode(file(copy), b, spec.encoding().codecs(), spec.chunkBytes())));
  }

  private Optional<byte[]> sharded(int[] index, ArraySpec.Sharding sharding) {
    int[] shard = new int[index.length];
    int number = 0;
    for (int i = 0; i < index.length; i++) {
      shard[i] = index[i] / sharding.shard()[i];
      number = number * sharding.shard()[i] + index[i] % sharding.shard()[i];
    }
    String file = file(shard);
    Optional<byte[]> places =
        cache.get(path + ":index:" + Arrays.toString(shard), () -> index(file, sharding));
    if (places.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer entry = ByteBuffer.wrap(places.get()).order(sharding.index().bytes());
    long from = entry.getLong(2 * Long.BYTES * number);
    long length = entry.getLong(2 * Long.BYTES * number + Long.BYTES);
    // Two numbers of all ones stand for a chunk that is missing.
    if (from == -1 && length == -1) {
      return Optional.empty();
    }
    if (from < 0 || length < 0 || length > Integer.MAX_VALUE) {
      throw damaged(file, new IOException("its index is wrong"));
    }
    return store
        .read(file, from, (int) length)
        .map(b -> decode(file, b, spec.encoding().codecs(), spec.chunkBytes()));
  }

  private Optional<byte[]> index(String file, ArraySpec.Sharding sharding) {
    int bytes = 2 * Long.BYTES;
    for (int count : sharding.shard()) {
      bytes = Math.multiplyExact(bytes, count);
    }
    int decoded = bytes;
    // Codecs of an index do not change its size, but for a checksum of four bytes.
    int stored = decoded + Integer.BYTES * sharding.index().codecs().size();
    return store
        .read(file, sharding.indexFirst() ? 0 : -stored, stored)
        .map(b -> decode(file, b, sharding.index().codecs(), decoded));
  }

  private byte[] decode(String file, byte[] stored, List<ByteCodec> codecs, int size) {
    try {
      byte[] bytes = stored;
      for (int i = codecs.size() - 1; i >= 0; i--) {
        bytes = codecs.get(i).decode(bytes, size);
      }
      if (bytes.length != size) {
        throw new IOException(bytes.length + " bytes instead of " + size);
      }
      return bytes;
    } catch (IOException e) {
      throw damaged(file, e);
    }
  }

  private FewShotException damaged(String file, IOException cause) {
    return new FewShotException(
        "%s is damaged (%s: %s); copy or export it again."
            .formatted(store, file, cause.getMessage()),
        cause);
  }

  private String file(int[] index) {
    return path.isEmpty() ? spec.keys().of(index) : path + "/" + spec.keys().of(index);
  }
}
