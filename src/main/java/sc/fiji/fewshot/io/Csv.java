package sc.fiji.fewshot.io;

/** Tables as text (RFC 4180). */
public final class Csv {

  private static final long[] POWERS_OF_TEN = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000};

  private static final double LARGEST_EXACT = 1L << 52;

  private Csv() {}

  /**
   * @param text of a field
   * @return the field, in quotation marks where it needs them
   */
  public static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /**
   * Appends a number with a fixed number of decimals, many times faster than a format does.
   *
   * @param out to append to
   * @param value any
   * @param decimals 0 to 6
   */
  static void decimal(StringBuilder out, double value, int decimals) {
    long power = POWERS_OF_TEN[decimals];
    double scaled = Math.abs(value) * power;
    if (!(scaled < LARGEST_EXACT)) {
      out.append(value);
      return;
    }
    long digits = Math.round(scaled);
    if (value < 0 && digits > 0) {
      out.append('-');
    }
    out.append(digits / power);
    if (decimals > 0) {
      // The leading one keeps the zeros after the point.
      int point = out.length();
      out.append(power + digits % power).setCharAt(point, '.');
    }
  }
}
