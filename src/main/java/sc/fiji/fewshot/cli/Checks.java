package sc.fiji.fewshot.cli;

import java.util.function.Supplier;
import sc.fiji.fewshot.FewShotException;

/** What words and numbers the command line takes. */
final class Checks {

  private Checks() {}

  /**
   * @throws UsageException if a number is too small
   */
  static void atLeast(String option, int value, int smallest) {
    if (value < smallest) {
      throw new UsageException(option + " must be at least " + smallest + ", not " + value + ".");
    }
  }

  /**
   * @param parsing of words of the call
   * @return what it yields
   * @throws UsageException if the words are wrong
   */
  static <T> T words(Supplier<T> parsing) {
    try {
      return parsing.get();
    } catch (FewShotException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /**
   * @param check of words of the call
   * @throws UsageException if they are wrong
   */
  static void words(Runnable check) {
    words(
        () -> {
          check.run();
          return null;
        });
  }

  /**
   * @throws UsageException if a number is not above 0
   */
  static void positive(String option, double value) {
    if (!(value > 0)) {
      throw new UsageException(option + " must be above 0, not " + value + ".");
    }
  }
}
