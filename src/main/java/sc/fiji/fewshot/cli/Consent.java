package sc.fiji.fewshot.cli;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** Asks the user a yes-or-no question where there is somebody to ask. */
final class Consent {

  /** A script: asking is an error in the call. */
  static final Consent NOBODY_THERE =
      new Consent(
          question -> {
            throw new UsageException(
                "This would ask before it downloads, but there is nobody to ask; add --yes.");
          });

  private final UnaryOperator<String> answers;

  /**
   * @param answers shows a question and gives the answer, null at the end of the input
   */
  Consent(UnaryOperator<String> answers) {
    this.answers = answers;
  }

  /**
   * @param question to be answered with y or n
   * @return whether the answer was yes
   * @throws UsageException if there is nobody to ask
   */
  boolean given(String question) {
    String answer = answers.apply(question);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }
}
