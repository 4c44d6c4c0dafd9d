package sc.fiji.fewshot.io;

import java.util.Locale;

/** The text by which ImageJ recognises its own TIFF files and learns how the pages are arranged. */
final class ImageJDescription {

  private static final String VERSION = "1.54p";

  private ImageJDescription() {}

  static String of(StackLayout layout) {
    StringBuilder text = new StringBuilder("ImageJ=" + VERSION + "\n");
    int pages = layout.pages();
    if (pages > 1) {
      text.append("images=").append(pages).append('\n');
      appendIfSeveral(text, "channels", layout.channels());
      appendIfSeveral(text, "slices", layout.slices());
      appendIfSeveral(text, "frames", layout.frames());
      if (pages > layout.slices() || layout.channels() > 1) {
        text.append("hyperstack=true\n");
        text.append("mode=").append(layout.channels() > 1 ? "composite" : "grayscale");
        text.append('\n');
      }
    }
    if (layout.calibrated()) {
      text.append("unit=").append(ascii(layout.unit())).append('\n');
      text.append("spacing=").append(layout.pixelDepth()).append('\n');
    }
    if (layout.downsampling() != 1) {
      // ImageJ passes over it.
      text.append("downsampling=").append(layout.downsampling()).append('\n');
    }
    return text.append("loop=false\n").toString();
  }

  private static void appendIfSeveral(StringBuilder text, String key, int count) {
    if (count > 1) {
      text.append(key).append('=').append(count).append('\n');
    }
  }

  /** The TIFF tag holds ASCII; ImageJ escapes other letters and knows only the micro sign. */
  private static String ascii(String unit) {
    StringBuilder out = new StringBuilder();
    for (char c : unit.replace('\u03bc', '\u00b5').toCharArray()) {
      out.append(c < 128 ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04X", (int) c));
    }
    return out.toString();
  }
}
