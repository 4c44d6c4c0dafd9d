package sc.fiji.fewshot.learn;

/** Still to come. */
public final class AutoMethod implements FewShotMethod {

  /** With its default settings. */
  public AutoMethod() {}

  @Override
  public String name() {
    return "auto";
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
