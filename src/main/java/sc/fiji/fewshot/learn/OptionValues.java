package sc.fiji.fewshot.learn;

import java.util.Map;

/**
 * What a user chose of the options of a method; each option has a value.
 *
 * @param byKey the value of each option
 */
public record OptionValues(Map<String, String> byKey) {

  /** Keeps a copy. */
  public OptionValues {
    byKey = Map.copyOf(byKey);
  }

  /**
   * @param key of one of the method's options
   * @return its value
   */
  public String get(String key) {
    String value = byKey.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no option " + key);
    }
    return value;
  }

  /**
   * @param key of one of the method's options, whose values are whole numbers
   * @return its value
   */
  public int number(String key) {
    return Integer.parseInt(get(key));
  }

  /**
   * @param key of one of the method's options, whose values are {@code on} and {@code off}
   * @return whether it is on
   */
  public boolean isOn(String key) {
    return get(key).equals("on");
  }
}
