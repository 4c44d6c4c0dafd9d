package sc.fiji.fewshot.batch.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people read them. */
final class Numbers {

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
}
