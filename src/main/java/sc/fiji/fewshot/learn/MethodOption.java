package sc.fiji.fewshot.learn;

import java.util.List;

/**
 * A choice that a method leaves to the user.
 *
 * @param key the word before the equals sign
 * @param values the words that may follow it, the default one first
 * @param description what it chooses, in one sentence for the user
 */
public record MethodOption(String key, List<String> values, String description) {

  /** Checks that there is something to choose. */
  public MethodOption {
    values = List.copyOf(values);
    if (values.size() < 2 || !key.matches("[a-z-]+")) {
      throw new IllegalArgumentException("option " + key + " of " + values);
    }
  }

  /** What it is if nobody says otherwise. */
  public String usual() {
    return values.get(0);
  }
}
