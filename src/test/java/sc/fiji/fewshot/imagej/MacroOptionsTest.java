package sc.fiji.fewshot.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Macro;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.FewShotException;

/** Options as ImageJ writes and reads them. */
class MacroOptionsTest {

  @Test
  void valuesAreThoseThatImageJReads() {
    String options = "examples=[/my files/a [1].zip] out=/tmp/c.fewshot method= patch=64 ";
    Map<String, String> values = MacroOptions.parse(options);
    assertEquals(List.of("examples", "out", "method", "patch"), List.copyOf(values.keySet()));
    values.forEach((key, value) -> assertEquals(Macro.getValue(options, key, null), value, key));
  }

  @Test
  void aKeyWithinAValueIsPartOfTheValue() {
    Map<String, String> values = MacroOptions.parse("out=[/tmp/seed=1 patch=2/c] patch=64");
    assertEquals(Map.of("out", "/tmp/seed=1 patch=2/c", "patch", "64"), values);
  }

  @Test
  void nothingIsNothing() {
    assertEquals(Map.of(), MacroOptions.parse(""));
    assertEquals(Map.of(), MacroOptions.parse("  "));
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    assertRefused("overwrite", "overwrite=value");
    assertRefused("patch=1 patch=2", "given twice");
    assertRefused("out=[/tmp/c", "close it with ]");
  }

  private static void assertRefused(String options, String words) {
    FewShotException e = assertThrows(FewShotException.class, () -> MacroOptions.parse(options));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
