package sc.fiji.fewshot.learn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.fewshot.FewShotException;

/**
 * How users write a method with its options: {@code NAME} or {@code NAME:key=value:key=value}, such
 * as {@code features:head=logistic}. An option that is not named has its default.
 *
 * @param name of the method
 * @param chosen what was written after it, one {@code key=value} each
 */
record MethodWord(String name, List<String> chosen) {

  private static final String SEPARATOR = ":";

  static MethodWord parse(String word) {
    List<String> parts = List.of(word.strip().split(SEPARATOR, -1));
    return new MethodWord(parts.get(0), parts.subList(1, parts.size()));
  }

  /**
   * @param method of that name
   * @return the value of each of its options
   * @throws FewShotException naming what is allowed, if something else was written
   */
  OptionValues valuesFor(FewShotMethod method) {
    Map<String, String> values = new HashMap<>();
    for (String choice : chosen) {
      int equals = choice.indexOf('=');
      String key = equals < 0 ? choice : choice.substring(0, equals);
      MethodOption option =
          method.options().stream()
              .filter(o -> o.key().equals(key))
              .findFirst()
              .orElseThrow(() -> new FewShotException(unknown(key, method)));
      String value = equals < 0 ? "" : choice.substring(equals + 1);
      if (!option.values().contains(value)) {
        throw new FewShotException(
            "The option '%s' of method '%s' must be one of %s, not '%s'."
                .formatted(key, name, String.join(", ", option.values()), value));
      }
      if (values.put(key, value) != null) {
        throw new FewShotException(
            "The option '%s' of method '%s' is given twice; give it once.".formatted(key, name));
      }
    }
    method.options().forEach(o -> values.putIfAbsent(o.key(), o.usual()));
    return new OptionValues(values);
  }

  private String unknown(String key, FewShotMethod method) {
    if (method.options().isEmpty()) {
      return "Method '%s' has no options; leave out '%s'.".formatted(name, key);
    }
    return "Method '%s' has no option '%s'; it has %s."
        .formatted(
            name,
            key,
            method.options().stream().map(MethodOption::key).collect(Collectors.joining(", ")));
  }
}
