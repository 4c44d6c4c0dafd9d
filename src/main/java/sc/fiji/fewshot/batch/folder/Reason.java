package sc.fiji.fewshot.batch.folder;

import sc.fiji.fewshot.FewShotException;

/** Why an image could not be classified, as one sentence. */
public final class Reason {

  private Reason() {}

  /**
   * @param problem that came up
   * @return a sentence for the user
   */
  public static String of(Throwable problem) {
    if (problem instanceof FewShotException) {
      return problem.getMessage();
    }
    if (problem instanceof OutOfMemoryError) {
      return "Java ran out of memory; give it more, for instance with JAVA_OPTS=-Xmx8g before the call.";
    }
    return "Something went wrong that should not have: " + problem + "; please report it.";
  }
}
