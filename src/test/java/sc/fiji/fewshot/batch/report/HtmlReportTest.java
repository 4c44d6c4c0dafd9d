package sc.fiji.fewshot.batch.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.batch.journal.ImageFigures;
import sc.fiji.fewshot.batch.journal.ImageRecord;
import sc.fiji.fewshot.batch.journal.JournalHeader;
import sc.fiji.fewshot.batch.journal.JournalHeader.NamedColour;

/** What the page says, figures and links; spaces below are those at which no line ends. */
class HtmlReportTest {

  private static final String NAME = "Färbung/50% #2 & mehr";
  private static final String ADDRESS = "F%C3%A4rbung/50%25%20%232%20%26%20mehr";

  @TempDir private Path folder;

  @Test
  void measuredAreasAreRoundedAndPixelsAreCounted() throws IOException {
    String measured = report("patches", "µm", 1_234_567.8);
    assertTrue(measured.contains(">1\u202f235\u202f000 µm²<"), measured);
    assertTrue(report("patches", "mm", 0.001_234_56).contains(">0.001235 mm²<"));
    assertTrue(report("patches", "pixel", 1_234_567).contains(">1\u202f234\u202f567 pixels<"));
  }

  @Test
  void countsSayWhatTheyCount() throws IOException {
    String patches = report("patches", "pixel", 75);
    assertTrue(patches.contains(">75.0\u00a0%<"), patches);
    assertTrue(patches.contains(">1\u202f500 patches<"), patches);
    assertTrue(patches.contains("Counts are patches"), patches);
    assertTrue(report("regions", "pixel", 75).contains(">1\u202f500 regions<"));
    assertTrue(report("image", "pixel", 75).contains(">1\u202f500 slices<"));
  }

  @Test
  void linksLeadToFilesWhateverTheirNames() throws IOException {
    String page = report("patches", "pixel", 75);
    assertTrue(page.contains("<a href=\"" + ADDRESS + ".csv\">Färbung/50% #2 &amp; mehr</a>"));
    assertTrue(page.contains("<a href=\"" + ADDRESS + "-overlay.png\"><img"), page);
    assertTrue(page.contains("src=\"fewshot-report/" + ADDRESS + ".png\""), page);
  }

  @Test
  void namesAreNoMarkup() throws IOException {
    String page = report("patches", "pixel", 75);
    assertTrue(page.contains("<title>Few-Shot report: a&amp;b.fewshot</title>"), page);
    assertTrue(page.contains("&nbsp;red &lt;cell&gt;"), page);
    assertFalse(page.contains("<cell>"), page);
  }

  /** Of one image, of which 25 square units are unknown. */
  private String report(String mode, String unit, double area) throws IOException {
    JournalHeader header =
        new JournalHeader(
            JournalHeader.FORMAT,
            "a&b.fewshot",
            "00",
            Map.of("mode", mode),
            List.of(new NamedColour("red <cell>", "#0072b2")),
            "1/1",
            List.of(NAME),
            1,
            "");
    ImageFigures figures =
        new ImageFigures(10, 10, 1, unit, new long[] {500, 1500}, new double[] {25, area}, 0.9);
    ImageRecord done =
        new ImageRecord(NAME, "", "", figures, Map.of(NAME + "-overlay.png", 1L), null, 0, "");
    Path file = folder.resolve("report.html");
    Files.deleteIfExists(file);
    HtmlReport.write(file, new JobFigures(header, List.of(done)));
    return Files.readString(file);
  }
}
