package sc.fiji.fewshot.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
    IJ.saveAs(
        IJ.createImage("i", "8-bit noise", 200, 150, 1),
        kind.equals("tif") ? "tiff" : kind,
        file.toString());
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
