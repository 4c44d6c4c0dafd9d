package sc.fiji.fewshot.batch.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Locale;
import sc.fiji.fewshot.batch.ImageOutputs;
import sc.fiji.fewshot.batch.journal.ImageFigures;
import sc.fiji.fewshot.batch.journal.ImageRecord;
import sc.fiji.fewshot.image.PixelSize;

/**
 * A row an image: a small picture, its size, the area of each class, how sure that is. On a narrow
 * screen the cells stand one below the other and name themselves.
 */
final class ImageTable {

  private static final int DIGITS = 4;

  private final Writer out;
  private final JobFigures figures;
  private final Legend legend;

  ImageTable(Writer out, JobFigures figures, Legend legend) {
    this.out = out;
    this.figures = figures;
    this.legend = legend;
  }

  void write() throws IOException {
    out.write("<table class=\"images\">\n<thead><tr><th></th><th>Image</th>");
    out.write("<th class=\"n\">Size</th><th>Area by class</th>");
    out.write("<th class=\"n\">Mean confidence</th><th class=\"n\">Unknown</th></tr></thead>\n");
    out.write("<tbody>\n");
    for (ImageRecord each : figures.done()) {
      row(each, each.figures());
    }
    out.write("</tbody>\n</table>\n");
  }

  private void row(ImageRecord each, ImageFigures f) throws IOException {
    ImageOutputs outputs = new ImageOutputs(Path.of(""), each.image());
    out.write("<tr><td>" + picture(each, outputs) + "</td>");
    out.write("<td class=\"name\"><a href=\"" + address(outputs.table()) + "\">");
    out.write(Html.text(each.image()) + "</a></td>");
    String slices = f.slices() > 1 ? " × " + f.slices() : "";
    number("Size", "%d × %d%s".formatted(f.width(), f.height(), slices));
    out.write("<td>");
    bar(f);
    areas(f);
    out.write("</td>");
    number("Mean confidence", String.format(Locale.ROOT, "%.2f", f.confidence()));
    number("Unknown", Numbers.percent(f.unknownShare()));
    out.write("</tr>\n");
  }

  private void number(String name, String value) throws IOException {
    out.write("<td class=\"n\" data-name=\"" + name + "\">" + value + "</td>");
  }

  private static String picture(ImageRecord each, ImageOutputs outputs) {
    String small =
        "<img loading=\"lazy\" alt=\"%s\" src=\"%s\">"
            .formatted(Html.text(each.image()), address(outputs.thumbnail()));
    boolean large = each.files().containsKey(relative(outputs.picture()));
    return large ? "<a href=\"%s\">%s</a>".formatted(address(outputs.picture()), small) : small;
  }

  private void bar(ImageFigures f) throws IOException {
    out.write("<div class=\"bar unknown\">");
    for (int v = 1; v <= legend.size(); v++) {
      if (f.areas()[v] > 0) {
        out.write(
            String.format(
                Locale.ROOT,
                "<span style=\"width:%.2f%%;background:%s\"></span>",
                100 * f.areas()[v] / f.area(),
                legend.colour(v)));
      }
    }
    out.write("</div>");
  }

  private void areas(ImageFigures f) throws IOException {
    out.write("<table class=\"areas\">");
    for (int v = 1; v <= legend.size(); v++) {
      if (f.counts()[v] > 0) {
        out.write("<tr><td>" + legend.entry(v) + "</td>");
        out.write("<td class=\"n\">" + area(f.areas()[v], f.unit()) + "</td>");
        out.write("<td class=\"n\">" + Numbers.percent(f.areas()[v] / f.area()) + "</td>");
        out.write("<td class=\"n\">" + Numbers.grouped(f.counts()[v]) + " ");
        out.write(figures.counted() + "</td></tr>");
      }
    }
    out.write("</table>");
  }

  /** Pixels are counted, other areas measured. */
  private static String area(double area, String unit) {
    return unit.equals(PixelSize.UNCALIBRATED.unit())
        ? Numbers.grouped(Math.round(area)) + " pixels"
        : Numbers.grouped(area, DIGITS) + " " + Html.text(unit) + "²";
  }

  private static String address(Path path) {
    return Html.address(relative(path));
  }

  private static String relative(Path path) {
    return path.toString().replace('\\', '/');
  }
}
