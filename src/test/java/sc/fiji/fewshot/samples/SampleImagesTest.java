package sc.fiji.fewshot.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.Opener;
import ij.io.RoiDecoder;
import ij.process.ImageProcessor;
import java.awt.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed sample images are what the generators draw, and their examples are right. */
class SampleImagesTest {

  private static final Path COMMITTED = SampleFiles.FOLDER;
  private static final long LARGEST_TOTAL = 10_000_000;

  @TempDir private static Path drawn;

  @BeforeAll
  static void draw() throws IOException {
    SampleFiles.writeAll(drawn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blood-smear", "tissue-section", "fluorescence"})
  void committedImageIsTheDrawnOne(String name) {
    ImagePlus expected = open(SampleFiles.image(drawn, name));
    ImagePlus committed = open(SampleFiles.image(COMMITTED, name));
    assertSameLayout(expected, committed);
    for (int page = 1; page <= expected.getStackSize(); page++) {
      assertTrue(
          largestDifference(
                  expected.getStack().getProcessor(page), committed.getStack().getProcessor(page))
              <= 1,
          name + ", page " + page);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blood-smear", "tissue-section", "fluorescence"})
  void committedTruthAndExamplesAreTheDrawnOnes(String name) throws IOException {
    ImagePlus expected = open(SampleFiles.truth(drawn, name));
    ImagePlus committed = open(SampleFiles.truth(COMMITTED, name));
    assertSameLayout(expected, committed);
    for (int page = 1; page <= expected.getStackSize(); page++) {
      assertArrayEquals(
          (byte[]) expected.getStack().getPixels(page),
          (byte[]) committed.getStack().getPixels(page));
    }
    assertEquals(
        Files.readString(SampleFiles.classes(drawn, name)),
        Files.readString(SampleFiles.classes(COMMITTED, name)));
    Map<String, byte[]> expectedRois = roiFiles(SampleFiles.rois(drawn, name));
    Map<String, byte[]> committedRois = roiFiles(SampleFiles.rois(COMMITTED, name));
    assertEquals(List.copyOf(expectedRois.keySet()), List.copyOf(committedRois.keySet()));
    expectedRois.forEach((entry, bytes) -> assertArrayEquals(bytes, committedRois.get(entry)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"blood-smear", "tissue-section", "fluorescence"})
  void examplesLieOnTheirClass(String name) throws IOException {
    ImagePlus image = open(SampleFiles.image(COMMITTED, name));
    ImagePlus truth = open(SampleFiles.truth(COMMITTED, name));
    assertEquals(image.getWidth(), truth.getWidth());
    assertEquals(image.getHeight(), truth.getHeight());
    assertEquals(image.getNSlices(), truth.getNSlices());
    assertEquals(image.getNFrames(), truth.getNFrames());
    List<String> classes = Files.readAllLines(SampleFiles.classes(COMMITTED, name));
    Map<String, Integer> counts = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : roiFiles(SampleFiles.rois(COMMITTED, name)).entrySet()) {
      Roi roi = RoiDecoder.openFromByteArray(file.getValue());
      assertEquals(file.getKey(), roi.getName() + ".roi");
      String className = roi.getName().substring(0, roi.getName().indexOf('#'));
      counts.merge(className, 1, Integer::sum);
      assertEquals(roi.getName(), className + "#" + counts.get(className));
      int own = 0;
      int labelled = 0;
      ImageProcessor labels = truth.getStack().getProcessor(page(truth, roi));
      for (Point point : roi.getContainedPoints()) {
        int label = labels.get(point.x, point.y);
        labelled += label > 0 ? 1 : 0;
        own += label == classes.indexOf(className) + 1 ? 1 : 0;
      }
      assertTrue(own > 100, roi.getName() + " of " + name + " marks next to nothing");
      assertTrue(own > 0.8 * labelled, roi.getName() + " of " + name + " is on another class");
    }
    assertEquals(fiveOfEach(classes), counts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"blood-smear", "tissue-section", "fluorescence"})
  void everyPageOfTheTruthShowsEveryClass(String name) throws IOException {
    int classes = Files.readAllLines(SampleFiles.classes(COMMITTED, name)).size();
    ImagePlus truth = open(SampleFiles.truth(COMMITTED, name));
    for (int page = 1; page <= truth.getStackSize(); page++) {
      int[] histogram = truth.getStack().getProcessor(page).getHistogram();
      for (int label = 1; label <= classes; label++) {
        assertTrue(histogram[label] > 1000, name + ", page " + page + ", label " + label);
      }
      for (int label = classes + 1; label < histogram.length; label++) {
        assertEquals(0, histogram[label]);
      }
    }
  }

  @Test
  void filesAreSmall() throws IOException {
    long total = 0;
    try (Stream<Path> files = Files.list(COMMITTED)) {
      for (Path file : files.toList()) {
        total += Files.size(file);
      }
    }
    assertTrue(total <= LARGEST_TOTAL, total + " bytes");
  }

  private static int page(ImagePlus truth, Roi roi) {
    return roi.hasHyperStackPosition()
        ? truth.getStackIndex(1, roi.getZPosition(), roi.getTPosition())
        : roi.getPosition();
  }

  private static Map<String, Integer> fiveOfEach(List<String> classes) {
    Map<String, Integer> counts = new TreeMap<>();
    classes.forEach(name -> counts.put(name, 5));
    return counts;
  }

  private static void assertSameLayout(ImagePlus expected, ImagePlus actual) {
    assertArrayEquals(expected.getDimensions(), actual.getDimensions());
    assertEquals(expected.getType(), actual.getType());
    assertTrue(expected.getCalibration().equals(actual.getCalibration()), "calibration");
  }

  private static int largestDifference(ImageProcessor a, ImageProcessor b) {
    boolean colour = a.getBitDepth() == 24;
    int largest = 0;
    for (int i = 0; i < a.getPixelCount(); i++) {
      if (colour) {
        for (int shift = 0; shift <= 16; shift += 8) {
          int difference = (a.get(i) >> shift & 255) - (b.get(i) >> shift & 255);
          largest = Math.max(largest, Math.abs(difference));
        }
      } else {
        largest = Math.max(largest, Math.abs(a.get(i) - b.get(i)));
      }
    }
    return largest;
  }

  private static Map<String, byte[]> roiFiles(Path zip) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static ImagePlus open(Path file) {
    ImagePlus image = new Opener().openImage(file.toString());
    assertNotNull(image, file + " cannot be opened");
    return image;
  }
}
