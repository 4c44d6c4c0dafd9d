package sc.fiji.fewshot.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the pages of a TIFF file make up a stack, by the text that ImageJ writes into it.
 *
 * @param channels pages a slice
 * @param shape Z planes and time points
 * @param unit of the resolution; empty if the text does not tell
 * @param spacing of Z planes, in units
 */
record TiffDescription(int channels, StackShape shape, String unit, double spacing) {

  /**
   * @param text the description, may be anything
   * @param pages number of slices and channels in the file
   */
  static TiffDescription read(String text, int pages) {
    if (!text.startsWith("ImageJ=")) {
      return new TiffDescription(1, new StackShape(pages, 1), "", 1);
    }
    String unit = value(text, "unit", "[^\\n]{1,30}").replace("\\u00B5", "\u00b5");
    String spacing = value(text, "spacing", "[0-9.]{1,20}");
    double depth = spacing.isEmpty() ? 1 : Double.parseDouble(spacing);
    int channels = number(text, "channels");
    StackShape shape = new StackShape(number(text, "slices"), number(text, "frames"));
    boolean fits = (long) channels * shape.depth() * shape.frames() == pages;
    return fits
        ? new TiffDescription(channels, shape, unit, depth)
        : new TiffDescription(1, new StackShape(pages, 1), unit, depth);
  }

  private static int number(String text, String key) {
    String digits = value(text, key, "\\d{1,9}");
    return digits.isEmpty() ? 1 : Math.max(1, Integer.parseInt(digits));
  }

  private static String value(String text, String key, String pattern) {
    Matcher matcher = Pattern.compile("(?m)^" + key + "=(" + pattern + ")$").matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
