package sc.fiji.fewshot.image.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageLocation;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.PixelSize;
import sc.fiji.fewshot.image.ResolutionLevel;

/** NGFF 0.4 as zarr-python writes it; {@code src/test/python/make_zarr.py} made the stores. */
class Zarr2Test {

  private static final int WIDTH = 45;
  private static final int HEIGHT = 37;

  @TempDir private static Path folder;

  @BeforeAll
  static void unzip() throws IOException {
    try (InputStream stream = Zarr2Test.class.getResourceAsStream("zarr2.zip");
        ZipInputStream zip = new ZipInputStream(stream)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
  }

  private static float value(int t, int c, int y, int x) {
    return (7 * t + 50 * c + 3 * y + x) % 251;
  }

  private static float[] expected(int t, int c, Box box, int by, float factor, float more) {
    float[] out = new float[(int) box.area()];
    for (int i = 0; i < out.length; i++) {
      int y = by * (box.y() + i / box.width());
      int x = by * (box.x() + i % box.width());
      out[i] = value(t, c, y, x) * factor + more;
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({
    "u1-blosc-lz4, 8, 1, 0",
    "u2-blosc-zstd, 16, 257, 0",
    "u2-blosc-zlib, 16, 257, 0",
    "u2-blosc-blosclz, 16, 257, 0",
    "f4-zstd, 32, 1, 0.5",
    "f8-gzip, 32, 1, 0.5",
    "i2-zlib, 16, 1, 0",
    "u1-lz4, 8, 1, 0",
    "f4-raw, 32, 1, 0.5",
    "fortran, 16, 257, 0"
  })
  void everyKindOfValueAndCompressionIsRead(String name, int bits, float factor, float more) {
    try (ImageSource image = ImageFiles.open(folder.resolve(name + ".zarr"))) {
      assertEquals(name + ".zarr", image.name());
      assertEquals(WIDTH, image.width());
      assertEquals(HEIGHT, image.height());
      assertEquals(2, image.shape().frames());
      assertEquals(1, image.shape().depth());
      assertEquals(bits, image.bitDepth());
      ImageSource half = image.atLevel(1);
      assertEquals(2, half.downsampling());
      for (int t = 0; t < 2; t++) {
        for (Box box : new Box[] {new Box(0, 0, WIDTH, HEIGHT), new Box(30, 31, 4, 5)}) {
          float[][] read = image.read(t, box);
          assertEquals(3, read.length);
          for (int c = 0; c < 3; c++) {
            assertArrayEquals(expected(t, c, box, 1, factor, more), read[c]);
          }
        }
        Box all = new Box(0, 0, half.width(), half.height());
        assertArrayEquals(expected(t, 2, all, 2, factor, more), half.read(t, all)[2]);
      }
    }
  }

  @Test
  void levelsAndPixelSizesAreThoseOfTheMetadata() {
    try (ImageSource image = ImageFiles.open(folder.resolve("u1-lz4.zarr"))) {
      assertEquals(new PixelSize(0.25, 0.5, 2, "\u00b5m"), image.pixelSize());
      assertEquals(0.25, image.pixelSize().micrometres().orElseThrow());
      assertEquals(new ResolutionLevel(23, 19, 2), image.levels().get(1));
      assertEquals(0.5, image.atLevel(1).pixelSize().width());
      assertTrue(image.isRgb(), "three channels of bytes");
    }
  }

  @Test
  void aMissingChunkHoldsTheFillValue() {
    try (ImageSource image = ImageFiles.open(folder.resolve("holes.zarr"))) {
      float[] row = image.read(0, new Box(30, 0, 4, 1))[0];
      assertArrayEquals(new float[] {9, 9, value(0, 0, 0, 32), value(0, 0, 0, 33)}, row);
    }
  }

  @Test
  void severalImagesOfOneStoreAreSeries() {
    ImageLocation where = ImageLocation.of(folder.resolve("several.zarr"));
    assertEquals(2, ImageFiles.series(where));
    for (int i = 0; i < 2; i++) {
      try (ImageSource image = ImageFiles.open(where, i)) {
        assertEquals("several.zarr #" + (i + 1), image.name());
        assertEquals(5 * 3 + 6 + i, image.read(0, new Box(6, 5, 1, 1))[0][0]);
      }
    }
    try (ImageSource second = ImageFiles.open(folder.resolve("several.zarr/1"))) {
      assertEquals(1, second.read(0, new Box(0, 0, 1, 1))[0][0]);
    }
  }
}
