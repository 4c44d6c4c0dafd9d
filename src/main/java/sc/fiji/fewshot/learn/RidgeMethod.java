package sc.fiji.fewshot.learn;

/** Still to come. */
public final class RidgeMethod implements FewShotMethod {

  /** With its default settings. */
  public RidgeMethod() {}

  @Override
  public String name() {
    return "ridge";
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
