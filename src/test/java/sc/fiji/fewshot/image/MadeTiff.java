package sc.fiji.fewshot.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** TIFF files of kinds that no writer here makes: little-endian, with one strip a page. */
final class MadeTiff {

  static final int NONE = 1;
  static final int DEFLATE = 8;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int SAMPLES = 277;
  static final int PREDICTOR = 317;

  /** Two numbers in one. */
  static final int SUBSAMPLING = 530;

  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;

  private static final int HEADER = 8;
  private static final int OFFSET = 273;
  private static final int LENGTH = 279;
  private static final short SHORT = 3;
  private static final short LONG = 4;

  private final SortedMap<Integer, Integer> tags = new TreeMap<>();
  private final byte[] strip;

  /**
   * @param bits a sample
   * @param strip as it is stored
   */
  MadeTiff(int width, int height, int bits, byte[] strip) {
    this.strip = strip.clone();
    tags.put(256, width);
    tags.put(257, height);
    tags.put(258, bits);
    tags.put(COMPRESSION, NONE);
    tags.put(PHOTOMETRIC, 1);
    tags.put(OFFSET, 0);
    tags.put(SAMPLES, 1);
    tags.put(278, height);
    tags.put(LENGTH, strip.length);
  }

  MadeTiff with(int tag, int value) {
    tags.put(tag, value);
    return this;
  }

  /** Writes so many pages that are all the same, the pixels of each behind its tags. */
  Path write(Path file, int pages) throws IOException {
    int directory = Short.BYTES + 12 * tags.size() + Integer.BYTES;
    int page = directory + strip.length;
    ByteBuffer out = ByteBuffer.allocate(HEADER + pages * page).order(ByteOrder.LITTLE_ENDIAN);
    out.putShort((short) 0x4949).putShort((short) 42).putInt(HEADER);
    for (int i = 1; i <= pages; i++) {
      tags.put(OFFSET, out.position() + directory);
      out.putShort((short) tags.size());
      tags.forEach(
          (tag, value) -> {
            short type = tag == OFFSET || tag == LENGTH ? LONG : SHORT;
            int count = tag == SUBSAMPLING ? 2 : 1;
            out.putShort(tag.shortValue()).putShort(type).putInt(count).putInt(value);
          });
      out.putInt(i < pages ? HEADER + i * page : 0).put(strip);
    }
    return Files.write(file, out.array());
  }

  static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }
}
