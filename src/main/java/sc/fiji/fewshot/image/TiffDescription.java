package sc.fiji.fewshot.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the pages of a TIFF file make up a stack, by the text that ImageJ writes into it.
 *
 * @param channels pages a slice
 * @param shape Z planes and time points
 */
record TiffDescription(int channels, StackShape shape) {

  /**
   * @param text the description, may be anything
   * @param pages number of pages in the file
   */
  static TiffDescription read(String text, int pages) {
    if (text.startsWith("ImageJ=")) {
      int channels = number(text, "channels");
      int depth = number(text, "slices");
      int frames = number(text, "frames");
      if ((long) channels * depth * frames == pages) {
        return new TiffDescription(channels, new StackShape(depth, frames));
      }
    }
    return new TiffDescription(1, new StackShape(pages, 1));
  }

  private static int number(String text, String key) {
    Matcher matcher = Pattern.compile("(?m)^" + key + "=(\\d{1,9})$").matcher(text);
    return matcher.find() ? Math.max(1, Integer.parseInt(matcher.group(1))) : 1;
  }
}
