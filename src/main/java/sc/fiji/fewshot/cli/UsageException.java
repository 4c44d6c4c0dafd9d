package sc.fiji.fewshot.cli;

/** The words of a call do not make sense together: exit code 2. The message is one sentence. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
