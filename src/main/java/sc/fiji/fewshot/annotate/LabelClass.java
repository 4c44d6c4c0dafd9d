package sc.fiji.fewshot.annotate;

/**
 * A class of the user's.
 *
 * @param name not blank, unique within a support set
 * @param rgb colour as 0xRRGGBB
 */
public record LabelClass(String name, int rgb) {

  /** Checks that there is a name. */
  public LabelClass {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a class needs a name");
    }
  }
}
