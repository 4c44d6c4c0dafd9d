package sc.fiji.fewshot.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.fewshot.FewShotException;

/** Series in order and in their units, and nothing of the patient. */
class DicomTest {

  private static final int MODALITY = 0x0008_0060;
  private static final int SERIES = 0x0020_000E;
  private static final int NUMBER = 0x0020_0013;
  private static final int POSITION = 0x0020_0032;
  private static final int ORIENTATION = 0x0020_0037;
  private static final int LOCATION = 0x0020_1041;
  private static final int SPACING = 0x0028_0030;
  private static final int CENTRE = 0x0028_1050;
  private static final int WIDTH = 0x0028_1051;
  private static final int INTERCEPT = 0x0028_1052;
  private static final int SLOPE = 0x0028_1053;

  @TempDir private Path folder;

  private static DicomSlice slice() {
    return new DicomSlice(6, 5);
  }

  private void write(String name, DicomSlice slice, int fill) {
    slice.write(folder.resolve(name), (x, y) -> fill + x);
  }

  /** The first values of the slices. */
  private float[] firsts() {
    try (ImageSource stack = ImageFiles.open(folder)) {
      float[] values = new float[stack.slices()];
      for (int s = 0; s < values.length; s++) {
        values[s] = stack.read(s, new Box(0, 0, 1, 1))[0][0];
      }
      return values;
    }
  }

  @Test
  void withoutNumbersThePositionsTellTheOrder() {
    // Sagittal: slices lie along the first axis, whose normal points the other way.
    String sagittal = "0\\1\\0\\0\\0\\-1";
    double[] at = {3, -7, 0.5};
    for (int i = 0; i < at.length; i++) {
      write(
          "s" + i + ".dcm",
          slice().with(POSITION, "DS", at[i] + "\\10\\20").with(ORIENTATION, "DS", sagittal),
          100 * (i + 1));
    }
    assertArrayEquals(new float[] {100, 300, 200}, firsts());
  }

  @Test
  void numbersThatContradictThePositionsAreNotFollowed() {
    int[] numbers = {2, 3, 1};
    for (int i = 0; i < numbers.length; i++) {
      write(
          "s" + i + ".dcm",
          slice().with(NUMBER, "IS", "" + numbers[i]).with(POSITION, "DS", "0\\0\\" + 2 * i),
          100 * (i + 1));
    }
    assertArrayEquals(new float[] {100, 200, 300}, firsts());
  }

  @Test
  void numbersMayCountAgainstThePositions() {
    for (int i = 0; i < 3; i++) {
      write(
          "s" + i + ".dcm",
          slice()
              .with(NUMBER, "IS", "" + (3 - i))
              .with(POSITION, "DS", "0\\0\\" + 2.5 * i)
              .with(SPACING, "DS", "0.5\\0.5"),
          100 * (i + 1));
    }
    assertArrayEquals(new float[] {300, 200, 100}, firsts());
    try (ImageSource stack = ImageFiles.open(folder)) {
      assertEquals(new PixelSize(0.5, 0.5, 2.5, "mm"), stack.pixelSize());
      assertEquals(500, stack.pixelSize().micrometres().orElseThrow());
    }
  }

  @Test
  void locationsComeLast() {
    double[] at = {3, -7, 0.5};
    for (int i = 0; i < at.length; i++) {
      write("s" + i + ".dcm", slice().with(LOCATION, "DS", "" + at[i]), 100 * (i + 1));
    }
    assertArrayEquals(new float[] {200, 300, 100}, firsts());
  }

  @Test
  void twoSeriesInOneFolderAreRefused() {
    write("a.dcm", slice().with(SERIES, "UI", "1.2.3"), 0);
    write("b.dcm", slice().with(SERIES, "UI", "1.2.4"), 0);
    String message =
        assertThrows(FewShotException.class, () -> ImageFiles.open(folder)).getMessage();
    assertTrue(message.endsWith("are of 2 series; put each series in its own folder."), message);
  }

  @ParameterizedTest
  @CsvSource({
    "false, 1, 0", "false, 1, -1024", "false, 2, 0", "false, 2, -1024", "false, 0.5, 10",
    "true, 1, 0", "true, 1, -1024", "true, 2, 0", "true, 2, -1024", "true, 0.5, 10"
  })
  void valuesAreInTheUnitsOfTheRescaleTags(boolean signed, double slope, double intercept) {
    int stored = signed ? -500 : 500;
    DicomSlice slice = slice().with(INTERCEPT, "DS", "" + intercept).with(SLOPE, "DS", "" + slope);
    write("a.dcm", signed ? slice.signed() : slice, stored);
    float expected = (float) ((stored + 2) * slope + intercept);
    for (Path path : new Path[] {folder, folder.resolve("a.dcm")}) {
      try (ImageSource image = ImageFiles.open(path)) {
        assertEquals(expected, image.read(0, new Box(2, 1, 1, 1))[0][0]);
      }
    }
  }

  @Test
  void slicesOfDifferentSlopesAreBroughtToTheSameUnits() {
    for (int i = 1; i <= 3; i++) {
      write(i + ".dcm", slice().with(NUMBER, "IS", "" + i).with(SLOPE, "DS", "" + i), 100);
    }
    assertArrayEquals(new float[] {100, 200, 300}, firsts());
  }

  @Test
  void aCtIsLookedAtInItsWindowWhereverItComesFrom() {
    write(
        "a.dcm",
        slice()
            .with(MODALITY, "CS", "CT")
            .with(CENTRE, "DS", "40")
            .with(WIDTH, "DS", "400")
            .with(INTERCEPT, "DS", "-1000"),
        840);
    try (ImageSource image = ImageFiles.open(folder)) {
      IntensityMapping mapping = IntensityMapping.guess(image);
      assertFalse(mapping.perImage());
      assertEquals(-160, mapping.low()[0]);
      assertEquals(240, mapping.high()[2]);
      assertEquals(mapping, mapping.fitting(image));
      RgbView view = new RgbView(image, mapping.resolve(image));
      assertEquals(0.0025f, view.read(0, 1, new Box(1, 0, 1, 1)).rgb()[0], 1e-6);
    }
  }

  @Test
  void anMrIsLookedAtInTheWindowOfEachFile() {
    write("a.dcm", slice().with(CENTRE, "DS", "300").with(WIDTH, "DS", "200"), 840);
    try (ImageSource image = ImageFiles.open(folder)) {
      IntensityMapping mapping = IntensityMapping.guess(image);
      assertTrue(mapping.perImage());
      assertEquals(200, mapping.resolve(image).low()[1]);
      assertEquals(400, mapping.resolve(image).high()[1]);
    }
  }

  @Test
  void nothingOfThePatientIsKept() {
    write("a.dcm", slice().with(NUMBER, "IS", "1"), 0);
    write("b.dcm", slice().with(NUMBER, "IS", "2"), 0);
    for (Path path : new Path[] {folder, folder.resolve("a.dcm")}) {
      try (ImageSource source = ImageFiles.open(path)) {
        ImagePlus image = ((ImagePlusSource) source).image();
        assertEquals("0008,0060  : MR\n", image.getInfoProperty());
        assertTrue(source.isRadiology());
        for (int i = 1; i <= image.getStackSize(); i++) {
          String label = image.getStack().getSliceLabel(i);
          assertEquals(i == 1 ? "a.dcm" : "b.dcm", label);
        }
      }
    }
  }
}
