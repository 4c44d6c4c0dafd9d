package sc.fiji.fewshot.cli;

/** Ranges of numbers on the command line. */
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
   * @throws UsageException if a number is not above 0
   */
  static void positive(String option, double value) {
    if (!(value > 0)) {
      throw new UsageException(option + " must be above 0, not " + value + ".");
    }
  }
}
