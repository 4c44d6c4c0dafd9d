package sc.fiji.fewshot.image.zarr;

import com.scalableminds.bloscjava.Blosc;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Undoes one step by which the bytes of a chunk were compressed or secured. */
interface ByteCodec {

  /**
   * @param stored what is stored
   * @param size bytes that the chunk has in the end
   * @return what was encoded
   * @throws IOException if it is damaged
   */
  byte[] decode(byte[] stored, int size) throws IOException;

  /**
   * @param name as Zarr's metadata call it
   * @return the codec, if it is known
   */
  static Optional<ByteCodec> named(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "blosc" -> ByteCodec::blosc;
          case "zstd" -> ByteCodec::zstd;
          case "lz4" -> ByteCodec::lz4;
          case "gzip" ->
              (stored, size) -> all(new GZIPInputStream(new ByteArrayInputStream(stored)), size);
          case "zlib" ->
              (stored, size) ->
                  all(new InflaterInputStream(new ByteArrayInputStream(stored)), size);
          case "crc32c" -> ByteCodec::crc32c;
          default -> null;
        });
  }

  private static byte[] blosc(byte[] stored, int size) throws IOException {
    // The library believes what the header says, so that is looked at before.
    ByteBuffer header = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    if (stored.length < 16 || header.getInt(4) != size || header.getInt(12) != stored.length) {
      throw new IOException("Blosc's header is damaged");
    }
    try {
      return Blosc.decompress(stored, 1);
    } catch (LinkageError e) {
      throw new IOException("Blosc's library does not run on this computer", e);
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  private static byte[] zstd(byte[] stored, int size) throws IOException {
    byte[] out = new byte[size];
    try {
      return exactly(
          out, new ZstdDecompressor().decompress(stored, 0, stored.length, out, 0, size));
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  /** As numcodecs writes it: after the number of bytes that come out. */
  private static byte[] lz4(byte[] stored, int size) throws IOException {
    byte[] out = new byte[size];
    try {
      return exactly(
          out, new Lz4Decompressor().decompress(stored, 4, stored.length - 4, out, 0, size));
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  private static byte[] exactly(byte[] out, int length) {
    return length == out.length ? out : Arrays.copyOf(out, length);
  }

  private static byte[] all(InputStream stream, int size) throws IOException {
    try (stream) {
      // One more would be read if there were more, and found to be too many.
      return stream.readNBytes(size + 1);
    }
  }

  private static byte[] crc32c(byte[] stored, int size) throws IOException {
    int length = stored.length - Integer.BYTES;
    CRC32C sum = new CRC32C();
    sum.update(stored, 0, Math.max(0, length));
    if (length < 0
        || ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt(length)
            != (int) sum.getValue()) {
      throw new IOException("its checksum is wrong");
    }
    return Arrays.copyOf(stored, length);
  }
}
