package sc.fiji.fewshot.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.LUT;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.fewshot.FewShotException;

class ImageFilesTest {

  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;

  @TempDir private Path folder;

  private static ImagePlus hyperstack(int bits) {
    return IJ.createImage("h", bits + "-bit ramp", WIDTH, HEIGHT, 2, 3, 2);
  }

  private static String refusal(Path file) {
    return assertThrows(FewShotException.class, () -> ImageFiles.open(file)).getMessage();
  }

  @Test
  void missingAndEmptyFilesAreToldApart() throws IOException {
    assertEquals("There is no file nowhere.tif.", refusal(Path.of("nowhere.tif")));
    Path empty = Files.createFile(folder.resolve("empty.tif"));
    assertTrue(refusal(empty).endsWith("is empty (0 bytes); copy or export it again."));
  }

  static Stream<String> kinds() {
    return Stream.of("tif", "png", "jpg", "gif", "bmp");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFileThatWasCutOffIsRefused(String kind) throws IOException {
    Path file = folder.resolve("image." + kind);
    // Whatever draws dialogs, as IJ.saveAs does, would need a screen.
    ImageIO.write(
        IJ.createImage("i", "8-bit noise", 200, 150, 1).getBufferedImage(), kind, file.toFile());
    ImageFiles.open(file).close();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
    assertTrue(refusal(file).contains("is damaged, cut off or of a kind"), refusal(file));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatOnlyHasTheNameOfAnImageIsRefused(String kind) throws IOException {
    Path file = folder.resolve("text." + kind);
    Files.writeString(file, "This is a letter and no picture at all, however it may be called.");
    assertTrue(refusal(file).contains("is damaged, cut off or of a kind"), refusal(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tif", "png", "gif", "bmp"})
  void aPaletteIsColour(String kind) throws IOException {
    Path file = folder.resolve("palette." + kind);
    BufferedImage image =
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, palette());
    image.getRaster().setSample(3, 2, 0, 7);
    ImageIO.write(image, kind, file.toFile());
    try (ImageSource source = ImageFiles.open(file)) {
      assertTrue(source.isRgb());
      float[][] pixel = source.read(0, new Box(3, 2, 1, 1));
      assertArrayEquals(
          new float[] {7, 248, 0}, new float[] {pixel[0][0], pixel[1][0], pixel[2][0]});
    }
  }

  @Test
  void aLookUpTableOfImageJIsNotColour() {
    Path file = folder.resolve("table.tif");
    ImagePlus image = IJ.createImage("i", "8-bit black", WIDTH, HEIGHT, 1);
    image.getProcessor().set(3, 2, 7);
    image.setLut(new LUT(palette(), 0, 255));
    new FileSaver(image).saveAsTiff(file.toString());
    try (ImageSource source = ImageFiles.open(file)) {
      assertEquals(1, source.channels());
      assertEquals(7, source.read(0, new Box(3, 2, 1, 1))[0][0]);
    }
  }

  private static IndexColorModel palette() {
    byte[] up = new byte[256];
    byte[] down = new byte[256];
    for (int i = 0; i < 256; i++) {
      up[i] = (byte) i;
      down[i] = (byte) (255 - i);
    }
    return new IndexColorModel(8, 256, up, down, new byte[256]);
  }

  @Test
  void bothTiffReadersSeeTheSameHyperstack() {
    for (int bits : new int[] {8, 16, 32}) {
      Path file = folder.resolve(bits + ".tif");
      ImagePlus image = hyperstack(bits);
      for (int i = 1; i <= image.getStackSize(); i++) {
        image.getStack().getProcessor(i).add(i);
      }
      new FileSaver(image).saveAsTiff(file.toString());
      try (ImageSource memory = ImageFiles.open(file);
          ImageSource regions = TiffFileSource.open(file)) {
        assertEquals(ImagePlusSource.class, memory.getClass());
        assertEquals(memory.shape(), regions.shape());
        assertEquals(memory.channels(), regions.channels());
        assertEquals(memory.bitDepth(), regions.bitDepth());
        Box box = new Box(5, 7, 20, 11);
        for (int s = 0; s < memory.slices(); s++) {
          float[][] expected = memory.read(s, box);
          float[][] read = regions.read(s, box);
          for (int c = 0; c < expected.length; c++) {
            assertArrayEquals(expected[c], read[c], bits + " bit, slice " + s + ", channel " + c);
          }
        }
      }
    }
  }

  @Test
  void smallerPagesOfTheSameShapeAreCoarserResolutions() throws IOException {
    Path file = folder.resolve("pyramid.tif");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam tiled = writer.getDefaultWriteParam();
    tiled.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
    tiled.setTiling(64, 64, 0, 0);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      // The third is a label of the slide and no resolution.
      for (int[] size : new int[][] {{400, 300}, {200, 150}, {90, 90}, {100, 75}}) {
        BufferedImage page = new BufferedImage(size[0], size[1], BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size[0] * size[1]; i++) {
          page.setRGB(i % size[0], i / size[0], i % size[0] << 16 | i / size[0]);
        }
        writer.writeToSequence(new IIOImage(page, null, null), tiled);
      }
      writer.endWriteSequence();
    }
    writer.dispose();
    try (ImageSource image = ImageFiles.open(file)) {
      assertEquals(1, image.slices());
      assertEquals(
          List.of(
              new ResolutionLevel(400, 300, 1),
              new ResolutionLevel(200, 150, 2),
              new ResolutionLevel(100, 75, 4)),
          image.levels());
      ImageSource coarse = image.atLevel(2);
      assertEquals(4, coarse.downsampling());
      float[][] pixel = coarse.read(0, new Box(90, 70, 1, 1));
      assertArrayEquals(
          new float[] {90, 0, 70}, new float[] {pixel[0][0], pixel[1][0], pixel[2][0]});
      coarse.close();
    }
  }

  @Test
  void aLargeTiffKeepsItsCalibration() {
    Path file = folder.resolve("calibrated.tif");
    ImagePlus image = hyperstack(8);
    image.getCalibration().setUnit("um");
    image.getCalibration().pixelWidth = 0.25;
    image.getCalibration().pixelHeight = 0.25;
    image.getCalibration().pixelDepth = 2;
    new FileSaver(image).saveAsTiff(file.toString());
    try (ImageSource source = TiffFileSource.open(file)) {
      assertEquals(2, source.pixelSize().depth());
      assertEquals(0.25, source.pixelSize().micrometres().orElseThrow(), 1e-6);
    }
  }

  @Test
  void whatNeedsBioFormatsSaysSo() throws IOException {
    Path slide = Files.writeString(folder.resolve("slide.svs"), "II*");
    assertTrue(
        refusal(slide).contains(" needs Bio-Formats, which comes with Fiji"), refusal(slide));
    assertTrue(ImageFiles.isImage(slide), "found in folders, so that it is not passed over");
  }

  @Test
  void dicomSlicesComeInTheOrderOfTheirNumbers() {
    DicomSlice.write(folder.resolve("a.dcm"), 10, 6, 5, 300);
    DicomSlice.write(folder.resolve("b.dcm"), 9, 6, 5, 200);
    DicomSlice.write(folder.resolve("c.dcm"), 1, 6, 5, 100);
    try (ImageSource stack = ImageFiles.open(folder)) {
      assertEquals(3, stack.slices());
      assertTrue(stack.isRadiology());
      assertEquals(folder.getFileName().toString(), stack.name());
      for (int s = 0; s < 3; s++) {
        assertEquals(100 * (s + 1), stack.read(s, new Box(2, 2, 1, 1))[0][0]);
      }
    }
  }

  @Test
  void dicomSlicesOfTwoSizesAreRefused() {
    DicomSlice.write(folder.resolve("a.dcm"), 1, 6, 5, 0);
    DicomSlice.write(folder.resolve("b.dcm"), 2, 8, 5, 0);
    assertTrue(refusal(folder).contains("different sizes; put each series in its own folder"));
  }

  @Test
  void aFolderWithoutSlicesIsRefused() {
    assertTrue(refusal(folder).contains("holds no DICOM slices"));
  }
}
