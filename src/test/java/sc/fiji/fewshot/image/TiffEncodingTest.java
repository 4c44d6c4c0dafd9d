package sc.fiji.fewshot.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.fewshot.FewShotException;

class TiffEncodingTest {

  private static final int WIDTH = 48;
  private static final int HEIGHT = 32;

  @TempDir private Path folder;

  private Path written(BufferedImage image, String compression) throws IOException {
    Path file = folder.resolve("image.tif");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (!compression.isEmpty()) {
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionType(compression);
    }
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return file;
  }

  private static float[][] pixels(Path file) {
    try (ImageSource image = ImageFiles.open(file)) {
      assertEquals(1, image.slices());
      return image.read(0, new Box(0, 0, WIDTH, HEIGHT));
    }
  }

  /** Smooth, so that JPEG keeps it nearly as it is. */
  private static BufferedImage picture(int type, int factor) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
          image.getRaster().setSample(x, y, band, ramp(x, y, band) * factor);
        }
      }
    }
    return image;
  }

  private static int ramp(int x, int y, int band) {
    return band == 0 ? 2 * x + y : band == 1 ? 200 - 2 * y : 3 * y + x;
  }

  private static float[] ramp(int band, int factor) {
    float[] values = new float[WIDTH * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      values[i] = ramp(i % WIDTH, i / WIDTH, band) * factor;
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "5, 3"})
  void jpegInsideIsDecoded(int type, int bands) throws IOException {
    float[][] read = pixels(written(picture(type, 1), "JPEG"));
    assertEquals(bands, read.length);
    for (int band = 0; band < bands; band++) {
      assertArrayEquals(ramp(band, 1), read[band], 6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "LZW", "ZLib", "Deflate", "PackBits"})
  void losslessOnesAreReadAsTheyAre(String compression) throws IOException {
    assertArrayEquals(
        ramp(0, 1), pixels(written(picture(BufferedImage.TYPE_BYTE_GRAY, 1), compression))[0]);
    assertArrayEquals(
        ramp(0, 300),
        pixels(written(picture(BufferedImage.TYPE_USHORT_GRAY, 300), compression))[0]);
    float[][] colour = pixels(written(picture(BufferedImage.TYPE_3BYTE_BGR, 1), compression));
    assertEquals(3, colour.length);
    for (int band = 0; band < 3; band++) {
      assertArrayEquals(ramp(band, 1), colour[band]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CCITT RLE", "CCITT T.4", "CCITT T.6", "LZW", "ZLib", "PackBits"})
  void oneBitIsBlackAndWhite(String compression) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
    float[] expected = new float[WIDTH * HEIGHT];
    for (int i = 0; i < expected.length; i += 1 + i % 7) {
      image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, 1);
      expected[i] = 255;
    }
    float[][] read = pixels(written(image, compression));
    assertEquals(1, read.length);
    assertArrayEquals(expected, read[0]);
  }

  /** Each number as the difference from its left neighbour. */
  private static byte[] differences() {
    ByteBuffer out =
        ByteBuffer.allocate(WIDTH * HEIGHT * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        out.putShort((short) ((ramp(x, y, 0) - (x == 0 ? 0 : ramp(x - 1, y, 0))) * 300));
      }
    }
    return out.array();
  }

  @Test
  void sixteenBitDifferencesAreSummed() throws IOException {
    Path file =
        new MadeTiff(WIDTH, HEIGHT, 16, MadeTiff.deflated(differences()))
            .with(MadeTiff.COMPRESSION, MadeTiff.DEFLATE)
            .with(MadeTiff.PREDICTOR, 2)
            .write(folder.resolve("differences.tif"), 1);
    assertArrayEquals(ramp(0, 300), pixels(file)[0]);
  }

  @ParameterizedTest
  @CsvSource({"8, 2", "8, 3", "5, 2", "5, 3", "50000, 1", "34925, 1"})
  void whatNoReaderDecodesIsRefused(int compression, int predictor) throws IOException {
    Path file =
        new MadeTiff(WIDTH, HEIGHT, 32, MadeTiff.deflated(new byte[WIDTH * HEIGHT * 4]))
            .with(MadeTiff.COMPRESSION, compression)
            .with(MadeTiff.PREDICTOR, predictor)
            .with(MadeTiff.SAMPLE_FORMAT, 3)
            .write(folder.resolve("float.tif"), 1);
    assertEquals(
        file
            + " is encoded in a way that cannot be read (TIFF compression "
            + compression
            + ", predictor "
            + predictor
            + ", 32 bits); save it uncompressed or as OME-Zarr, for instance from Fiji with"
            + " Bio-Formats.",
        refusal(file));
  }

  @Test
  void brightnessAndTintBecomeRgb() throws IOException {
    byte[] pixels = new byte[WIDTH * HEIGHT * 3];
    Arrays.fill(pixels, (byte) 128);
    pixels[0] = 76;
    pixels[1] = 85;
    pixels[2] = (byte) 255;
    Path file =
        new MadeTiff(WIDTH, HEIGHT, 8, pixels)
            .with(MadeTiff.PHOTOMETRIC, 6)
            .with(MadeTiff.SAMPLES, 3)
            .with(MadeTiff.SUBSAMPLING, 1 | 1 << 16)
            .write(folder.resolve("ycbcr.tif"), 1);
    float[][] read = pixels(file);
    float[] redThenGrey = {254, 128, 0, 128, 0, 128};
    for (int band = 0; band < 3; band++) {
      assertArrayEquals(
          Arrays.copyOfRange(redThenGrey, 2 * band, 2 * band + 2),
          Arrays.copyOf(read[band], 2),
          1,
          "band " + band);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 8, 2, 1",
    "2, 1, 16, 2, 1",
    "4, 2, 8, 2, 3",
    "4, 2, 16, 2, 3",
    "2, 1, 8, 0, 2",
    "4, 1, 8, 0, 4",
    "4, 1, 16, 0, 4"
  })
  void transparencyIsNoChannelButOthersAre(
      int samples, int photometric, int bits, int extra, int channels) throws IOException {
    int bytes = bits / 8;
    byte[] pixels = new byte[WIDTH * HEIGHT * samples * bytes];
    for (int i = 0; i < pixels.length / bytes; i++) {
      pixels[i * bytes] = (byte) (i % samples * 10 + 1);
    }
    Path file =
        new MadeTiff(WIDTH, HEIGHT, bits, pixels)
            .with(MadeTiff.PHOTOMETRIC, photometric)
            .with(MadeTiff.SAMPLES, samples)
            .with(MadeTiff.EXTRA_SAMPLES, extra)
            .write(folder.resolve("alpha.tif"), 1);
    float[][] read = pixels(file);
    assertEquals(channels, read.length);
    for (int band = 0; band < channels; band++) {
      assertEquals(10 * band + 1, read[band][WIDTH + 1]);
    }
  }

  private static String refusal(Path file) {
    return assertThrows(FewShotException.class, () -> ImageFiles.open(file)).getMessage();
  }

  @Test
  void aDamagedStripIsRefused() throws IOException {
    byte[] strip = MadeTiff.deflated(differences());
    MadeTiff whole =
        new MadeTiff(WIDTH, HEIGHT, 16, strip).with(MadeTiff.COMPRESSION, MadeTiff.DEFLATE);
    ImageFiles.open(whole.write(folder.resolve("whole.tif"), 1)).close();
    byte[] wrong = strip.clone();
    wrong[strip.length - 1] ^= 1;
    for (byte[] bytes : new byte[][] {wrong, Arrays.copyOf(strip, strip.length / 2)}) {
      Path file =
          new MadeTiff(WIDTH, HEIGHT, 16, bytes)
              .with(MadeTiff.COMPRESSION, MadeTiff.DEFLATE)
              .write(folder.resolve("damaged.tif"), 1);
      String said = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> refusal(file));
      assertTrue(said.contains("is damaged, cut off or of a kind"), said);
    }
  }

  @Test
  void aPageThatWasCutOffIsMissed() throws IOException {
    byte[] plane = new byte[WIDTH * HEIGHT];
    Path file = new MadeTiff(WIDTH, HEIGHT, 8, plane).write(folder.resolve("two.tif"), 2);
    try (ImageSource two = ImageFiles.open(file)) {
      assertEquals(2, two.slices());
    }
    byte[] bytes = Files.readAllBytes(file);
    for (int missing : new int[] {1, plane.length + 20, bytes.length / 2}) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length - missing));
      assertTrue(refusal(file).contains("is damaged, cut off or of a kind"), missing + " bytes");
    }
  }
}
