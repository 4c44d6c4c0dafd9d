package sc.fiji.fewshot;

/**
 * Something the user can put right: the message is one sentence that says what is wrong and what to
 * do about it, fit to be shown as it is in a dialog, a macro's log or on standard error.
 */
public class FewShotException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence for the user: what is wrong and what to do
   */
  public FewShotException(String message) {
    super(message);
  }

  /**
   * @param message one sentence for the user: what is wrong and what to do
   * @param cause what was caught, for the log of {@code --verbose}
   */
  public FewShotException(String message, Throwable cause) {
    super(message, cause);
  }
}
