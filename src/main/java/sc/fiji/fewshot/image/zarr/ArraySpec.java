package sc.fiji.fewshot.image.zarr;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import sc.fiji.fewshot.image.SampleType;

/**
 * What the metadata of an array say.
 *
 * @param shape its size along each axis
 * @param chunk size of a chunk along each axis
 * @param type of its values
 * @param fill the value where a chunk is missing
 * @param keys names of its chunks, or of the shards that hold them
 * @param encoding how a chunk is stored
 * @param sharding if several chunks share a file
 */
record ArraySpec(
    int[] shape,
    int[] chunk,
    SampleType type,
    float fill,
    ChunkKeys keys,
    ChunkEncoding encoding,
    Optional<Sharding> sharding) {

  /** A chunk must fit into memory several times. */
  private static final long MOST_BYTES = 1L << 29;

  /** Checks that the sizes make sense. */
  ArraySpec {
    long bytes = type.bytes();
    for (int axis = 0; axis < chunk.length; axis++) {
      if (chunk.length != shape.length || chunk[axis] < 1 || shape[axis] < 1) {
        throw new IllegalArgumentException("sizes of its chunks");
      }
      bytes *= chunk[axis];
      if (bytes > MOST_BYTES) {
        throw new IllegalArgumentException("chunks of more than half a gigabyte");
      }
    }
  }

  /**
   * Names of chunks.
   *
   * @param prefix before the numbers
   * @param separator between them
   */
  record ChunkKeys(String prefix, String separator) {

    String of(int[] index) {
      StringBuilder key = new StringBuilder(prefix);
      for (int i = 0; i < index.length; i++) {
        if (!key.isEmpty()) {
          key.append(separator);
        }
        key.append(index[i]);
      }
      return key.toString();
    }
  }

  /**
   * How the bytes of a chunk come about.
   *
   * @param order the axes as they are stored, the slowest first
   * @param bytes order of the bytes of a value
   * @param codecs by which they were compressed, the first applied first
   */
  record ChunkEncoding(int[] order, ByteOrder bytes, List<ByteCodec> codecs) {}

  /**
   * Chunks that share a file, with an index of theirs.
   *
   * @param shard chunks in a shard along each axis
   * @param index codecs of the index
   * @param indexFirst whether the index is at the beginning of the file, else at its end
   */
  record Sharding(int[] shard, ChunkEncoding index, boolean indexFirst) {}

  int chunkBytes() {
    int bytes = type.bytes();
    for (int size : chunk) {
      bytes *= size;
    }
    return bytes;
  }

  /** Values from one place to the next along each axis of a chunk. */
  int[] strides() {
    int[] strides = new int[chunk.length];
    int step = 1;
    for (int i = chunk.length - 1; i >= 0; i--) {
      strides[encoding.order()[i]] = step;
      step *= chunk[encoding.order()[i]];
    }
    return strides;
  }
}
