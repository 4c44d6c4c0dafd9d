package sc.fiji.fewshot.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.io.TiffDecoder;
import ij.measure.Calibration;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiffStackWriterTest {

  private static final int WIDTH = 70;
  private static final int HEIGHT = 45;

  @TempDir private Path folder;

  @Test
  void paletteStackKeepsItsIndicesAndLut() throws IOException {
    byte[] red = {0, (byte) 200, 10};
    byte[] green = {0, 100, (byte) 250};
    byte[] blue = {0, 50, 30};
    IndexColorModel palette = new IndexColorModel(8, 3, red, green, blue);
    Path file = folder.resolve("palette.tif");
    try (TiffStackWriter writer =
        TiffStackWriter.open(file, new StackLayout(1, 2, 2, 0.325, 0.25, 1.5, "\u00b5m"))) {
      for (int page = 0; page < 4; page++) {
        BufferedImage image =
            new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, palette);
        for (int y = 0; y < HEIGHT; y++) {
          for (int x = 0; x < WIDTH; x++) {
            image.getRaster().setSample(x, y, 0, (x + y + page) % 3);
          }
        }
        writer.writePage(image);
      }
    }
    ImagePlus opened = open(file);
    assertArrayEquals(new int[] {WIDTH, HEIGHT, 1, 2, 2}, opened.getDimensions());
    assertTrue(opened.isHyperStack());
    for (int page = 0; page < 4; page++) {
      assertEquals((7 + 8 + page) % 3, opened.getStack().getProcessor(page + 1).get(7, 8));
    }
    IndexColorModel lut = (IndexColorModel) opened.getProcessor().getColorModel();
    assertEquals(palette.getRGB(1), lut.getRGB(1));
    assertEquals(palette.getRGB(2), lut.getRGB(2));
    Calibration calibration = opened.getCalibration();
    assertEquals(0.325, calibration.pixelWidth, 1e-9);
    assertEquals(0.25, calibration.pixelHeight, 1e-9);
    assertEquals(1.5, calibration.pixelDepth, 1e-9);
    assertEquals("\u00b5m", calibration.getUnit());
  }

  @Test
  void rgbStack() throws IOException {
    Path file = folder.resolve("rgb.tif");
    try (TiffStackWriter writer = TiffStackWriter.open(file, StackLayout.uncalibrated(2))) {
      for (int page = 0; page < 2; page++) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
          for (int x = 0; x < WIDTH; x++) {
            image.setRGB(x, y, rgb(x, y, page));
          }
        }
        writer.writePage(image);
      }
    }
    ImagePlus opened = open(file);
    assertEquals(ImagePlus.COLOR_RGB, opened.getType());
    assertArrayEquals(new int[] {WIDTH, HEIGHT, 1, 2, 1}, opened.getDimensions());
    assertFalse(opened.getCalibration().scaled());
    for (int page = 0; page < 2; page++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int pixel = opened.getStack().getProcessor(page + 1).get(x, y) & 0xffffff;
          assertEquals(rgb(x, y, page), pixel);
        }
      }
    }
  }

  @Test
  void sixteenBitHyperstack() throws IOException {
    Path file = folder.resolve("sixteen.tif");
    StackLayout layout = new StackLayout(2, 3, 4, 0.1, 0.1, 0.5, "\u00b5m");
    try (TiffStackWriter writer = TiffStackWriter.open(file, layout)) {
      for (int page = 0; page < layout.pages(); page++) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(5, 6, 0, 60_000 + page);
        writer.writePage(image);
      }
    }
    ImagePlus opened = open(file);
    assertEquals(ImagePlus.GRAY16, opened.getType());
    assertArrayEquals(new int[] {WIDTH, HEIGHT, 2, 3, 4}, opened.getDimensions());
    assertTrue(opened.isComposite());
    int index = opened.getStackIndex(2, 3, 4);
    assertEquals(60_000 + index - 1, opened.getStack().getProcessor(index).get(5, 6));
    assertEquals(0.1, opened.getCalibration().pixelWidth, 1e-9);
  }

  @Test
  void floatPage() throws IOException {
    Path file = folder.resolve("float.tif");
    BufferedImage image = floatImage();
    image.getRaster().setSample(3, 4, 0, -1.25f);
    image.getRaster().setSample(4, 4, 0, 1e9f);
    try (TiffStackWriter writer =
        TiffStackWriter.open(file, new StackLayout(1, 1, 1, 12.5, 12.5, 1, "nm"))) {
      writer.writePage(image);
    }
    ImagePlus opened = open(file);
    assertEquals(ImagePlus.GRAY32, opened.getType());
    assertEquals(-1.25f, opened.getProcessor().getf(3, 4));
    assertEquals(1e9f, opened.getProcessor().getf(4, 4));
    assertEquals(12.5, opened.getCalibration().pixelWidth, 1e-6);
    assertEquals("nm", opened.getCalibration().getUnit());
  }

  @Test
  void lazyPageIsStreamedTileRowByTileRow() throws IOException {
    Path file = folder.resolve("lazy.tif");
    LazyLabels page = new LazyLabels(4000, 3000, 512);
    try (TiffStackWriter writer = TiffStackWriter.open(file, StackLayout.uncalibrated(1))) {
      writer.writePage(page);
    }
    assertEquals(page.getNumXTiles() * page.getNumYTiles(), page.computed());
    assertTrue(page.largestRequest() <= 4000 * 512, "asked for " + page.largestRequest());
    FileInfo info = new TiffDecoder(folder + File.separator, "lazy.tif").getTiffInfo()[0];
    assertEquals(6, info.stripOffsets.length);
    ImagePlus opened = open(file);
    for (int y = 0; y < 3000; y += 7) {
      for (int x = 0; x < 4000; x += 7) {
        assertEquals(LazyLabels.label(x, y), opened.getProcessor().get(x, y));
      }
    }
  }

  @Test
  void overwritesWhatWasThere() throws IOException {
    Path file = folder.resolve("again.tif");
    Files.write(file, new byte[1_000_000]);
    try (TiffStackWriter writer = TiffStackWriter.open(file, StackLayout.uncalibrated(1))) {
      writer.writePage(floatImage());
    }
    assertTrue(Files.size(file) < 100_000);
  }

  @Test
  void refusesAPageTooMany() throws IOException {
    Path file = folder.resolve("many.tif");
    try (TiffStackWriter writer = TiffStackWriter.open(file, StackLayout.uncalibrated(1))) {
      writer.writePage(floatImage());
      assertThrows(IllegalStateException.class, () -> writer.writePage(floatImage()));
    }
  }

  @Test
  void missingPagesAreAnError() throws IOException {
    Path file = folder.resolve("few.tif");
    TiffStackWriter writer = TiffStackWriter.open(file, StackLayout.uncalibrated(2));
    writer.writePage(floatImage());
    assertThrows(IOException.class, writer::close);
  }

  @Test
  void resolutionKeepsNineDigits() {
    for (double size : new double[] {1e-7, 0.325, 1, 3, 12_345.678}) {
      long[] fraction = TiffStackWriter.pixelsPerUnit(size);
      assertEquals(size, (double) fraction[1] / fraction[0], size * 1e-8);
    }
  }

  private static ImagePlus open(Path file) {
    return new Opener().openImage(file.toString());
  }

  private static int rgb(int x, int y, int page) {
    return x << 16 | y << 8 | (x * y + page) & 255;
  }

  private static BufferedImage floatImage() {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            false,
            false,
            ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_FLOAT);
    WritableRaster raster =
        Raster.createWritableRaster(
            model.createCompatibleSampleModel(WIDTH, HEIGHT), new Point(0, 0));
    return new BufferedImage(model, raster, false, null);
  }
}
