package sc.fiji.fewshot.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void decimalsAreThoseOfFormat() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      float value = (random.nextFloat() - 0.2f) * (float) Math.pow(10, random.nextInt(8) - 3);
      for (int decimals : new int[] {0, 3, 4}) {
        StringBuilder out = new StringBuilder();
        Csv.decimal(out, value, decimals);
        String expected = String.format(Locale.ROOT, "%." + decimals + "f", value);
        assertEquals(expected.replaceAll("^-(0(\\.0+)?)$", "$1"), out.toString());
      }
    }
  }

  @Test
  void whatIsNoNumberIsSaidSo() {
    StringBuilder out = new StringBuilder();
    Csv.decimal(out, Double.NaN, 3);
    Csv.decimal(out.append(' '), Double.POSITIVE_INFINITY, 3);
    assertEquals("NaN Infinity", out.toString());
  }

  @Test
  void fieldsWithCommasAndQuotationMarksAreQuoted() {
    assertEquals("plain", Csv.quoted("plain"));
    assertEquals("\"a, \"\"b\"\"\"", Csv.quoted("a, \"b\""));
  }
}
