package sc.fiji.fewshot.batch.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {

  private static final int ALL_DIGITS = 18;

  /** Narrow, and no line ends at it: neither a point nor a comma, which people read differently. */
  private static final char THOUSANDS = '\u202f';

  private Numbers() {}

  /**
   * @param value finite
   * @param digits significant ones
   * @return the number without an exponent and without zeros at its end
   */
  static String plain(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /**
   * @param value finite
   * @param digits significant ones
   * @return the same with its thousands set apart
   */
  static String grouped(double value, int digits) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setGroupingSeparator(THOUSANDS);
    DecimalFormat format = new DecimalFormat("#,##0", symbols);
    format.setMaximumFractionDigits(Integer.MAX_VALUE);
    return format.format(new BigDecimal(plain(value, digits)));
  }

  /**
   * @param count at most 10<sup>18</sup>
   * @return all its digits, the thousands set apart
   */
  static String grouped(long count) {
    return grouped(count, ALL_DIGITS);
  }

  /**
   * @param share 0 to 1
   * @return in percent
   */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share);
  }
}
