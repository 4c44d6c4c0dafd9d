package sc.fiji.fewshot.batch.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.fewshot.batch.journal.ImageRecord;
import sc.fiji.fewshot.io.AtomicFile;

/**
 * A page for people: what was done, what failed and why, the classes of each image beside a small
 * picture of it. It needs no network and no scripts; pictures are files in a folder beside it and
 * are loaded when they are scrolled to.
 */
public final class HtmlReport {

  private static final String STYLE = "report.css";

  private final Writer out;
  private final JobFigures figures;
  private final Legend legend;

  private HtmlReport(Writer out, JobFigures figures) {
    this.out = out;
    this.figures = figures;
    legend = new Legend(figures.header().classes());
  }

  /**
   * @param file to write, in the folder of the results
   * @param figures what to tell
   * @throws sc.fiji.fewshot.FewShotException if it cannot be written
   */
  public static void write(Path file, JobFigures figures) {
    AtomicFile.write(
        file,
        temporary -> {
          try (Writer out = Files.newBufferedWriter(temporary)) {
            new HtmlReport(out, figures).page();
          }
        });
  }

  private void page() throws IOException {
    out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.write(
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Few-Shot report: ");
    out.write(Html.text(figures.header().classifier()) + "</title>\n<style>\n" + style());
    out.write("</style>\n</head>\n<body>\n");
    job();
    failures();
    totals();
    images();
    out.write("</body>\n</html>\n");
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void job() throws IOException {
    out.write("<h1>Few-Shot report</h1>\n<p>");
    out.write(
        "%d of %d images are classified"
            .formatted(figures.done().size(), figures.header().total()));
    if (!figures.failed().isEmpty()) {
      out.write(", <a href=\"#failed\">%d failed</a>".formatted(figures.failed().size()));
    }
    if (figures.pending() > 0) {
      out.write(", <strong>%d are not done yet</strong>".formatted(figures.pending()));
    }
    out.write(".</p>\n<dl>\n");
    fact("Classifier", figures.header().classifier());
    fact("SHA-256", figures.header().sha256());
    for (var option : figures.header().options().entrySet()) {
      fact(option.getKey(), option.getValue());
    }
    out.write("</dl>\n");
  }

  private void fact(String name, String value) throws IOException {
    out.write("<dt>" + Html.text(name) + "</dt><dd>" + Html.text(value) + "</dd>\n");
  }

  private void failures() throws IOException {
    if (figures.failed().isEmpty()) {
      return;
    }
    out.write("<h2 id=\"failed\">Failed</h2>\n<table>\n<tr><th>Image</th><th>Why</th></tr>\n");
    for (ImageRecord each : figures.failed()) {
      out.write("<tr><td>" + Html.text(each.image()) + "</td>");
      out.write("<td>" + Html.text(each.reason()) + "</td></tr>\n");
    }
    out.write("</table>\n");
  }

  private void totals() throws IOException {
    out.write("<h2>Classes</h2>\n<table>\n<tr><th>Class</th><th class=\"n\">Count</th>");
    out.write("<th class=\"n\">Share</th></tr>\n");
    long all = 0;
    for (int v = 0; v <= legend.size(); v++) {
      all += figures.count(v);
    }
    for (int v = 1; v <= legend.size(); v++) {
      total(v, all);
    }
    total(0, all);
    out.write("</table>\n<p class=\"note\">Counts are " + figures.counted());
    out.write("; unknown are those that resemble no class.</p>\n");
  }

  private void total(int value, long all) throws IOException {
    double share = all == 0 ? 0 : (double) figures.count(value) / all;
    out.write("<tr><td>" + legend.entry(value) + "</td>");
    out.write("<td class=\"n\">" + Numbers.grouped(figures.count(value)) + "</td>");
    out.write("<td class=\"n\">" + Numbers.percent(share) + "</td></tr>\n");
  }

  private void images() throws IOException {
    out.write("<h2>Images</h2>\n<p class=\"note\">A name leads to the table of its ");
    out.write(figures.counted() + ", a picture to the large one if that was written.</p>\n");
    new ImageTable(out, figures, legend).write();
  }
}
