package sc.fiji.fewshot.batch.report;

import java.nio.charset.StandardCharsets;

/** Texts within a page. */
final class Html {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private Html() {}

  /**
   * @param text any
   * @return it as it may stand between tags and within quotation marks
   */
  static String text(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(c < ' ' ? ' ' : c);
              }
            });
    return out.toString();
  }

  /**
   * @param path relative, with {@code /} between folders
   * @return it as an address
   */
  static String address(String path) {
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      out.append(UNRESERVED.indexOf(c) >= 0 ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }
}
