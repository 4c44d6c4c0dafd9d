package sc.fiji.fewshot.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.fewshot.FewShotException;

class PictureFormatTest {

  private static final int WIDTH = 20;
  private static final int HEIGHT = 10;

  @TempDir private Path folder;

  private static float[][] pixels(Path file, int depth) {
    try (ImageSource image = ImageFiles.open(file)) {
      assertEquals(1, image.slices());
      assertEquals(depth, image.bitDepth());
      return image.read(0, new Box(0, 0, WIDTH, HEIGHT));
    }
  }

  /** Index i stands for the grey 7 i modulo 256, which is not in order; 255 for what is given. */
  private static IndexColorModel shuffled(int last) {
    int[] colours = new int[256];
    Arrays.setAll(colours, i -> (7 * i & 0xff) * 0x010101);
    colours[255] = last;
    return new IndexColorModel(8, 256, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private Path indexed(String kind, IndexColorModel palette, int first) throws IOException {
    BufferedImage image =
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int i = 1; i < WIDTH * HEIGHT; i++) {
      image.getRaster().setSample(i % WIDTH, i / WIDTH, 0, i);
    }
    image.getRaster().setSample(0, 0, 0, first);
    Path file = folder.resolve("indexed." + kind);
    ImageIO.write(image, kind, file.toFile());
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp"})
  void aGreyPaletteIsGrey(String kind) throws IOException {
    float[] greys = new float[WIDTH * HEIGHT];
    for (int i = 0; i < greys.length; i++) {
      greys[i] = 7 * i % 256;
    }
    int red = 0xff0000;
    float[][] unused = pixels(indexed(kind, shuffled(red), 0), 8);
    assertEquals(1, unused.length, "red is in the palette, but not in the picture");
    assertArrayEquals(greys, unused[0]);
    float[][] used = pixels(indexed(kind, shuffled(red), 255), 8);
    assertEquals(3, used.length);
    assertArrayEquals(greys, used[2]);
    greys[0] = 255;
    assertArrayEquals(greys, used[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "1, false, 8",
    "1, true, 8",
    "1, true, 16",
    "3, true, 8",
    "3, false, 16",
    "3, true, 16"
  })
  void transparencyIsNoChannel(int colours, boolean alpha, int bits) throws IOException {
    int type = bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
    int bands = alpha ? colours + 1 : colours;
    ColorSpace space =
        ColorSpace.getInstance(colours == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    WritableRaster raster =
        Raster.createInterleavedRaster(type, WIDTH, HEIGHT, bands, new Point(0, 0));
    float[][] expected = new float[colours][WIDTH * HEIGHT];
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      for (int band = 0; band < bands; band++) {
        int value = (i + 50 * band) * (bits == 8 ? 1 : 251) % (1 << bits);
        raster.setSample(i % WIDTH, i / WIDTH, band, value);
        if (band < colours) {
          expected[band][i] = value;
        }
      }
    }
    int transparency = alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE;
    Path file = folder.resolve("picture.png");
    ImageIO.write(
        new BufferedImage(
            new ComponentColorModel(space, alpha, false, transparency, type), raster, false, null),
        "png",
        file.toFile());
    float[][] read = pixels(file, bits);
    assertEquals(colours, read.length);
    for (int band = 0; band < colours; band++) {
      assertArrayEquals(expected[band], read[band]);
    }
  }

  private static String refusal(Path file) {
    return assertThrows(FewShotException.class, () -> ImageFiles.open(file)).getMessage();
  }

  @Test
  void inksAreRefused() {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 2, 4, new Point(0, 0));
    ComponentColorModel inks =
        new ComponentColorModel(
            new Inks(), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    BufferedImage picture = new BufferedImage(inks, raster, false, null);
    assertEquals(
        "a.jpg has the colours of a printer's inks (CMYK); save it as RGB.",
        assertThrows(FewShotException.class, () -> PicturePixels.of("a.jpg", picture))
            .getMessage());
  }

  /** Four of them, as in a JPEG file for printing. */
  private static final class Inks extends ColorSpace {

    private static final long serialVersionUID = 1;

    Inks() {
      super(TYPE_CMYK, 4);
    }

    @Override
    public float[] toRGB(float[] inks) {
      return new float[] {1 - inks[0], 1 - inks[1], 1 - inks[2]};
    }

    @Override
    public float[] fromRGB(float[] rgb) {
      return new float[] {1 - rgb[0], 1 - rgb[1], 1 - rgb[2], 0};
    }

    @Override
    public float[] toCIEXYZ(float[] inks) {
      return toRGB(inks);
    }

    @Override
    public float[] fromCIEXYZ(float[] colours) {
      return fromRGB(colours);
    }
  }

  @Test
  void anAnimationIsRefused() throws IOException {
    Path file = folder.resolve("animation.gif");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < 3; i++) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        writer.writeToSequence(new IIOImage(picture, null, null), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    assertEquals(
        file
            + " is an animation of 3 pictures, of which only the first would be read; save it as a"
            + " TIFF stack, for instance from ImageJ.",
        refusal(file));
  }

  @ParameterizedTest
  @CsvSource({"P5, 255, 1", "P5, 65535, 2", "P6, 255, 3"})
  void aPgmThatWasCutOffIsRefused(String kind, int most, int bytesAPixel) throws IOException {
    byte[] header =
        (kind + "\n# a note 1 2 3\n" + WIDTH + " " + HEIGHT + "\n" + most + "\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(header, header.length + WIDTH * HEIGHT * bytesAPixel);
    bytes[bytes.length - 1] = 77;
    Path file = Files.write(folder.resolve("picture.pgm"), bytes);
    float[][] read = pixels(file, bytesAPixel == 2 ? 16 : 8);
    assertEquals(77, read[read.length - 1][WIDTH * HEIGHT - 1]);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertTrue(refusal(file).contains("is damaged, cut off or of a kind"), refusal(file));
  }
}
