package sc.fiji.fewshot.batch.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import sc.fiji.fewshot.batch.journal.ImageFigures;
import sc.fiji.fewshot.batch.journal.ImageRecord;
import sc.fiji.fewshot.batch.journal.JournalHeader.NamedColour;
import sc.fiji.fewshot.io.AtomicFile;
import sc.fiji.fewshot.io.Csv;

/**
 * One line an image: how it went, how large it is, how many patches (or regions, or slices) and how
 * much area belong to each class, mean confidence, and which part of the area is unknown. Areas are
 * in the square of {@code unit}. Nothing depends on when or where an image was done.
 */
public final class SummaryTable {

  private SummaryTable() {}

  /**
   * @param file a CSV (RFC 4180) to write
   * @param figures what to tell
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public static void write(Path file, JobFigures figures) {
    AtomicFile.write(
        file,
        temporary -> {
          try (Writer out = Files.newBufferedWriter(temporary)) {
            head(out, figures);
            for (ImageRecord each : figures.records()) {
              line(out, each, figures.header().classes().size());
            }
          }
        });
  }

  private static void head(Writer out, JobFigures figures) throws IOException {
    out.write("image,status,width,height,slices,unit,count,confidence,unknown share");
    out.write(",count(unknown),area(unknown)");
    for (NamedColour c : figures.header().classes()) {
      out.write("," + Csv.quoted("count(" + c.name() + ")"));
      out.write("," + Csv.quoted("area(" + c.name() + ")"));
    }
    out.write(",reason\n");
  }

  private static void line(Writer out, ImageRecord each, int classes) throws IOException {
    out.write(Csv.quoted(each.image()));
    if (each.failed()) {
      out.write(",failed" + ",".repeat(9 + 2 * classes) + "," + Csv.quoted(each.reason()) + "\n");
      return;
    }
    ImageFigures f = each.figures();
    out.write(
        String.format(
            Locale.ROOT,
            ",done,%d,%d,%d,%s,%d,%.4f,%.4f",
            f.width(),
            f.height(),
            f.slices(),
            Csv.quoted(f.unit()),
            f.count(),
            f.confidence(),
            f.unknownShare()));
    for (int v = 0; v <= classes; v++) {
      out.write("," + f.counts()[v] + "," + Numbers.plain(f.areas()[v], 9));
    }
    out.write(",\n");
  }
}
