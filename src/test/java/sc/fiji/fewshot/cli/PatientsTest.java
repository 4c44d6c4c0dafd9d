package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.image.DicomSlice;

/** Nothing of what a scanner's files say of the patient gets anywhere. */
class PatientsTest {

  private static final int SIDE = 64;
  private static final int NUMBER = 0x0020_0013;

  @TempDir private Path folder;

  private void series() throws IOException {
    Path series = Files.createDirectories(folder.resolve("inputs/series"));
    for (int i = 1; i <= 2; i++) {
      new DicomSlice(SIDE, SIDE)
          .with(NUMBER, "IS", "" + i)
          .write(
              series.resolve(i + ".dcm"),
              (x, y) -> x < SIDE / 2 ? 300 + y : (x / 4 + y / 4) % 2 * 900);
    }
    Files.copy(series.resolve("1.dcm"), folder.resolve("inputs/single.dcm"));
    assertTrue(
        tells(Files.readAllBytes(folder.resolve("inputs/single.dcm"))), "what is looked for");
  }

  private static boolean tells(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains(DicomSlice.PATIENT) || text.contains(DicomSlice.PATIENT_ID);
  }

  private static boolean tells(Path file) throws IOException {
    if (!file.toString().endsWith(".fewshot")) {
      return tells(Files.readAllBytes(file));
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      boolean tells = false;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        tells |= tells(zip.readAllBytes());
      }
      return tells;
    }
  }

  @Test
  void noFileAndNoMessageNamesThePatient() throws IOException {
    series();
    Path marks = folder.resolve("marks.geojson");
    Files.writeString(
        marks,
        Stream.of("2, 2, a", "2, 34, a", "36, 2, b", "36, 34, b")
            .map(mark -> mark.split(", "))
            .map(m -> mark(Integer.parseInt(m[0]), Integer.parseInt(m[1]), m[2]))
            .toList()
            .toString());
    Path classifier = folder.resolve("c.fewshot");
    Path out = folder.resolve("out");
    Call train =
        Call.of(
            "train",
            "--verbose",
            "--examples",
            marks,
            "--image",
            folder.resolve("inputs/series"),
            "--out",
            classifier,
            "--views",
            1);
    assertEquals(0, train.exitCode(), train.err());
    Call classify =
        Call.of(
            "classify",
            "--verbose",
            "--classifier",
            classifier,
            "--input",
            folder.resolve("inputs/series"),
            folder.resolve("inputs/single.dcm"),
            "--out",
            out);
    assertEquals(0, classify.exitCode(), classify.err());
    for (Call call : List.of(train, classify)) {
      assertFalse(tells((call.out() + call.err()).getBytes(StandardCharsets.ISO_8859_1)));
    }
    assertFalse(tells(classifier));
    assertTrue(Files.exists(out.resolve("series-overlay.tif")));
    assertTrue(Files.exists(out.resolve("single-overlay.tif")));
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(tells(file), file.toString());
      }
    }
  }

  private static String mark(int x, int y, String name) {
    int right = x + 24;
    int bottom = y + 24;
    return ("{\"type\": \"Feature\", \"geometry\": {\"type\": \"Polygon\", \"coordinates\":"
            + " [[[%d, %d], [%d, %d], [%d, %d], [%d, %d], [%d, %d]]]}, \"properties\":"
            + " {\"classification\": {\"name\": \"%s\"}}}")
        .formatted(x, y, right, y, right, bottom, x, bottom, x, y, name);
  }
}
