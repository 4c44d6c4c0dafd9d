package sc.fiji.fewshot.learn;

/** Still to come. */
public final class PrototypicalMethod implements FewShotMethod {

  /** With its default settings. */
  public PrototypicalMethod() {}

  @Override
  public String name() {
    return "prototypical";
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
