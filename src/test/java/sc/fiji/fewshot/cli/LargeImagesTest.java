package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.image.zarr.MadeZarr;
import sc.fiji.fewshot.predict.Scenes;

/** A classifier of half a micrometre a pixel, on a slide that is stored in three resolutions. */
class LargeImagesTest {

  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;

  @TempDir private static Path folder;

  private static Path classifier;
  private static Path slide;

  @BeforeAll
  static void train() throws IOException {
    ImagePlus scene = Scenes.halves(WIDTH, HEIGHT, 1);
    scene.getCalibration().setUnit("um");
    scene.getCalibration().pixelWidth = 0.5;
    scene.getCalibration().pixelHeight = 0.5;
    Path image = folder.resolve("scene.tif");
    new FileSaver(scene).saveAsTiff(image.toString());
    Path marks = folder.resolve("marks.geojson");
    Files.writeString(
        marks,
        "[%s, %s, %s, %s]"
            .formatted(
                mark(4, 4, 24, "smooth"),
                mark(16, 36, 24, "smooth"),
                mark(52, 4, 24, "check"),
                mark(68, 36, 24, "check")));
    classifier = folder.resolve("c.fewshot");
    Call call =
        Call.of("train", "--examples", marks, "--image", image, "--out", classifier, "--views", 1);
    assertEquals(0, call.exitCode(), call.err());
    slide = folder.resolve("slide.zarr");
    new MadeZarr(
            slide,
            new int[] {3, 2 * HEIGHT, 2 * WIDTH},
            new int[] {1, 32, 32},
            "uint8",
            "zstd",
            null,
            0.25)
        .write(
            3,
            (level, c, y, x) ->
                scene.getProcessor().get((x << level) / 2, (y << level) / 2) >> 16 - 8 * c & 0xff);
  }

  private static String mark(int x, int y, int side, String name) {
    int right = x + side;
    int bottom = y + side;
    return ("{\"type\": \"Feature\", \"geometry\": {\"type\": \"Polygon\", \"coordinates\":"
            + " [[[%d, %d], [%d, %d], [%d, %d], [%d, %d], [%d, %d]]]}, \"properties\":"
            + " {\"classification\": {\"name\": \"%s\"}}}")
        .formatted(x, y, right, y, right, bottom, x, bottom, x, y, name);
  }

  private static Call classify(Path out, Object... more) {
    return Call.of(
        Stream.concat(
                Stream.of(
                    "classify",
                    "--quiet",
                    "--classifier",
                    classifier,
                    "--input",
                    slide,
                    "--out",
                    out),
                Stream.of(more))
            .toArray());
  }

  private static void sizes(Path out, int width, int height) {
    ImagePlus labels = new Opener().openImage(out.resolve("slide-labels.tif").toString());
    assertEquals(List.of(width, height), List.of(labels.getWidth(), labels.getHeight()));
    assertEquals(48, labels.getWidth() * labels.getCalibration().pixelWidth, 1e-6);
  }

  /** The largest number after a pattern. */
  private static int largest(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    int largest = 0;
    while (matcher.find()) {
      largest = Math.max(largest, Integer.parseInt(matcher.group(1)));
    }
    return largest;
  }

  @Test
  void theLevelOfTheTrainingIsTaken() throws IOException {
    Path out = folder.resolve("as-trained");
    Call call = classify(out);
    assertEquals(0, call.exitCode(), call.err());
    assertFalse(call.err().contains("micrometres"), call.err());
    sizes(out, WIDTH, HEIGHT);
    String tiff = Files.readString(out.resolve("slide-labels.tif"), StandardCharsets.ISO_8859_1);
    assertTrue(tiff.contains("\ndownsampling=2.0\n"));
    List<String> table = Files.readAllLines(out.resolve("slide.csv"));
    int right = 0;
    int wrong = 0;
    for (String line : table.subList(1, table.size())) {
      String[] cells = line.split(",");
      int from = Integer.parseInt(cells[3]);
      int to = from + Integer.parseInt(cells[5]);
      right = Math.max(right, to);
      boolean clear = to <= WIDTH - 24 || from >= WIDTH + 24;
      wrong += clear && !cells[7].equals(to <= WIDTH ? "smooth" : "check") ? 1 : 0;
    }
    assertEquals(2 * WIDTH, right, "places are those of the finest resolution");
    assertEquals(0, wrong);
    String outlines = Files.readString(out.resolve("slide.geojson"));
    assertEquals(2 * WIDTH, largest(outlines, "\\[(\\d+),\\d+]"));
    assertEquals(2 * HEIGHT, largest(outlines, "\\[\\d+,(\\d+)]"));
  }

  @Test
  void aLevelIsTakenAndToldIfPatchesShowLess() {
    Path out = folder.resolve("level");
    Call call = classify(out, "--level", 0);
    assertEquals(0, call.exitCode(), call.err());
    sizes(out, 2 * WIDTH, 2 * HEIGHT);
    assertTrue(
        call.err()
            .contains(
                "slide.zarr has 0.25 micrometres per pixel, but the classifier was trained at 0.5:"
                    + " it may be wrong; a patch of 48 pixels (patch) would show as much"),
        call.err());
    Call fitting = classify(folder.resolve("patch"), "--level", 0, "--patch", 48);
    assertFalse(fitting.err().contains("micrometres"), fitting.err());
  }

  @Test
  void micrometresAskForTheNearestLevel() {
    Path out = folder.resolve("mpp");
    assertEquals(0, classify(out, "--mpp", 0.9, "--results", "labels").exitCode());
    sizes(out, WIDTH / 2, HEIGHT / 2);
    Call far = classify(folder.resolve("far"), "--mpp", 3);
    assertTrue(
        far.err()
            .contains("is classified at 1 micrometres per pixel, the nearest that it has to 3"),
        far.err());
  }

  @Test
  void whatCannotBeIsRefused() {
    Call both = classify(folder.resolve("none"), "--level", 1, "--mpp", 1);
    assertEquals(2, both.exitCode());
    assertTrue(both.err().contains("by level or by mpp, not by both"), both.err());
    Call far = classify(folder.resolve("none1"), "--level", 7);
    assertEquals(1, far.exitCode());
    assertTrue(far.err().contains("there is no level 7; choose one from 0 to 2"), far.err());
    assertEquals(2, classify(folder.resolve("none"), "--mpp", -1).exitCode());
  }

  @Test
  void regionsAreThoseOfTheFinestResolution() throws IOException {
    Path regions = folder.resolve("regions.geojson");
    Files.writeString(regions, "[%s, %s]".formatted(mark(10, 10, 60, "?"), mark(130, 40, 60, "?")));
    Path out = folder.resolve("regions");
    Call call = classify(out, "--mode", "regions", "--regions", regions);
    assertEquals(0, call.exitCode(), call.err());
    List<String> table = Files.readAllLines(out.resolve("slide.csv"));
    assertTrue(table.get(1).contains(",10,10,60,60,smooth,"), table.get(1));
    assertTrue(table.get(2).contains(",130,40,60,60,check,"), table.get(2));
  }
}
