package sc.fiji.fewshot.annotate;

import ij.gui.Roi;

/**
 * An example as the user drew it.
 *
 * @param roi its outline, for showing; nobody changes it
 * @param example the same as pixels, with slice and class
 */
public record Mark(Roi roi, Example example) {

  /**
   * @param className another class
   * @return this mark in that class
   */
  public Mark withClass(String className) {
    return new Mark(roi, new Example(example.region(), example.slice(), className, example.name()));
  }
}
