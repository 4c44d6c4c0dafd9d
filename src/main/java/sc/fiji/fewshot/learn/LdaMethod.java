package sc.fiji.fewshot.learn;

/** Still to come. */
public final class LdaMethod implements FewShotMethod {

  /** With its default settings. */
  public LdaMethod() {}

  @Override
  public String name() {
    return "lda";
  }

  @Override
  public String describe() {
    return "";
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    throw new UnsupportedOperationException();
  }
}
