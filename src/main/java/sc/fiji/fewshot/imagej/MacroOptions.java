package sc.fiji.fewshot.imagej;

import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.fewshot.FewShotException;

/**
 * Options as macros write them: {@code key=value key=[value with spaces]}. Unlike ImageJ's own
 * look-up, this one is not misled by a key within a value, and tells what it does not understand.
 */
final class MacroOptions {

  private final String text;
  private int at;

  private MacroOptions(String text) {
    this.text = text;
  }

  /**
   * @param text of the options
   * @return the values by their keys, in their order
   * @throws FewShotException if there is something else in it
   */
  static Map<String, String> parse(String text) {
    return new MacroOptions(text).values();
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    skipSpaces();
    while (at < text.length()) {
      String key = until('=');
      if (values.put(key, value()) != null) {
        throw new FewShotException("'" + key + "' is given twice; give it once.");
      }
      skipSpaces();
    }
    return values;
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private String until(char end) {
    int stop = at;
    while (stop < text.length() && text.charAt(stop) != end && text.charAt(stop) != ' ') {
      stop++;
    }
    String word = text.substring(at, stop);
    if (stop == text.length() || text.charAt(stop) != end) {
      throw new FewShotException(
          "The option '" + word + "' has no value; write " + word + "=value, such as true.");
    }
    at = stop + 1;
    return word;
  }

  private String value() {
    if (at < text.length() && text.charAt(at) == '[') {
      return bracketed();
    }
    int stop = text.indexOf(' ', at);
    String value = text.substring(at, stop < 0 ? text.length() : stop);
    at += value.length();
    return value;
  }

  private String bracketed() {
    int depth = 0;
    for (int i = at; i < text.length(); i++) {
      depth += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
      if (depth == 0) {
        String value = text.substring(at + 1, i);
        at = i + 1;
        return value;
      }
    }
    throw new FewShotException("A bracket is open in '" + text.strip() + "'; close it with ].");
  }
}
