package sc.fiji.fewshot.io;

/** Tables as text (RFC 4180). */
public final class Csv {

  private Csv() {}

  /**
   * @param text of a field
   * @return the field, in quotation marks where it needs them
   */
  public static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
