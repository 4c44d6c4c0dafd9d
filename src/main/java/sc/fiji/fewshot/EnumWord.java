package sc.fiji.fewshot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How users write the constants of an enum: in lower case, hyphens between words. */
public final class EnumWord {

  private EnumWord() {}

  /**
   * @param constant of an enum
   * @return its word, such as {@code last-stage}
   */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @param type of an enum
   * @return the words of all its constants, in their order
   */
  public static List<String> all(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(EnumWord::of).toList();
  }

  /**
   * @param type of an enum
   * @param what the enum is called in a sentence, such as {@code adaptation}
   * @param word as users write it; case does not matter
   * @param <E> that enum
   * @return the constant of that word
   * @throws FewShotException naming all words, if there is none
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String what, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(word.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new FewShotException(
                    "There is no %s '%s'; choose one of %s."
                        .formatted(what, word, String.join(", ", all(type)))));
  }
}
