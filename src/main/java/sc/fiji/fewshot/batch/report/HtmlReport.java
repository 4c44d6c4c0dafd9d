package sc.fiji.fewshot.batch.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.batch.journal.ImageFigures;
import sc.fiji.fewshot.batch.journal.ImageRecord;
import sc.fiji.fewshot.batch.journal.JournalHeader.NamedColour;
import sc.fiji.fewshot.image.PixelSize;
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

  private HtmlReport(Writer out, JobFigures figures) {
    this.out = out;
    this.figures = figures;
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
        "<title>Few-Shot report</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n");
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
    out.write("<h2>Classes</h2>\n<table>\n<tr><th>Class</th><th>Count</th><th>Share</th></tr>\n");
    long all = 0;
    for (int v = 0; v <= classes().size(); v++) {
      all += figures.count(v);
    }
    for (int v = 1; v <= classes().size(); v++) {
      total(v, all);
    }
    total(0, all);
    out.write(
        "</table>\n<p class=\"note\">Counts are patches, regions or slices, by the mode.</p>\n");
  }

  private void total(int value, long all) throws IOException {
    double share = all == 0 ? 0 : (double) figures.count(value) / all;
    out.write("<tr><td>" + key(value) + Html.text(name(value)) + "</td>");
    out.write("<td class=\"n\">%d</td>".formatted(figures.count(value)));
    out.write("<td class=\"n\">" + percent(share) + "</td></tr>\n");
  }

  private void images() throws IOException {
    out.write("<h2>Images</h2>\n<table class=\"images\">\n");
    out.write("<tr><th></th><th>Image</th><th>Size</th><th>Area by class</th>");
    out.write("<th>Mean confidence</th><th>Unknown</th></tr>\n");
    for (ImageRecord each : figures.done()) {
      image(each, each.figures());
    }
    out.write("</table>\n");
  }

  private void image(ImageRecord each, ImageFigures f) throws IOException {
    ImageOutputs outputs = new ImageOutputs(Path.of(""), each.image());
    String thumbnail = address(outputs.thumbnail());
    String picture = address(outputs.picture());
    boolean linked = each.files().containsKey(relative(outputs.picture()));
    out.write("<tr><td>" + (linked ? "<a href=\"" + picture + "\">" : ""));
    out.write("<img loading=\"lazy\" alt=\"\" src=\"" + thumbnail + "\">");
    out.write((linked ? "</a>" : "") + "</td><td><a href=\"" + address(outputs.table()) + "\">");
    out.write(Html.text(each.image()) + "</a></td>");
    String slices = f.slices() > 1 ? " × " + f.slices() : "";
    out.write("<td class=\"n\">%d × %d%s</td><td>".formatted(f.width(), f.height(), slices));
    bar(f);
    areas(f);
    out.write("</td><td class=\"n\">" + String.format(Locale.ROOT, "%.2f", f.confidence()));
    out.write("</td><td class=\"n\">" + percent(f.unknownShare()) + "</td></tr>\n");
  }

  private void bar(ImageFigures f) throws IOException {
    out.write("<div class=\"bar\">");
    for (int v = 1; v <= classes().size(); v++) {
      if (f.areas()[v] > 0) {
        out.write(
            String.format(
                Locale.ROOT,
                "<span style=\"width:%.2f%%;background:%s\"></span>",
                100 * f.areas()[v] / f.area(),
                classes().get(v - 1).colour()));
      }
    }
    out.write("</div>");
  }

  private void areas(ImageFigures f) throws IOException {
    out.write("<ul>");
    for (int v = 1; v <= classes().size(); v++) {
      if (f.counts()[v] > 0) {
        out.write("<li>" + key(v) + Html.text(name(v)));
        out.write(": " + Numbers.plain(f.areas()[v], 4) + " ");
        out.write(Html.text(square(f.unit())) + " (" + percent(f.areas()[v] / f.area()) + "), ");
        out.write(f.counts()[v] + "</li>");
      }
    }
    out.write("</ul>");
  }

  private List<NamedColour> classes() {
    return figures.header().classes();
  }

  private String name(int value) {
    return value == 0 ? "unknown" : classes().get(value - 1).name();
  }

  private String key(int value) {
    String colour = value == 0 ? "#fff" : classes().get(value - 1).colour();
    return "<span class=\"key\" style=\"background:" + colour + "\"></span> ";
  }

  private static String square(String unit) {
    return unit.equals(PixelSize.UNCALIBRATED.unit()) ? "pixels" : unit + "²";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String address(Path path) {
    return Html.address(relative(path));
  }

  private static String relative(Path path) {
    return path.toString().replace('\\', '/');
  }
}
