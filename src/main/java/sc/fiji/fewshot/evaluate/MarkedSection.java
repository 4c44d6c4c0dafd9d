package sc.fiji.fewshot.evaluate;

import sc.fiji.fewshot.FewShotException;

/**
 * The part of a document that a program writes: what is between two comments. The words around it
 * are a person's and stay.
 */
public final class MarkedSection {

  /** The line before the part. */
  public static final String BEGIN = "<!-- fewshot evaluate: begin -->\n";

  /** The line after the part. */
  public static final String END = "<!-- fewshot evaluate: end -->\n";

  private MarkedSection() {}

  /**
   * @param document as it is; an empty one gets the comments, too
   * @param content of the part
   * @return the document with that content between the comments
   * @throws FewShotException if it has words but not both comments
   */
  public static String replace(String document, String content) {
    check(document, "The Markdown file");
    if (document.isBlank()) {
      return BEGIN + "\n" + content + END;
    }
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END, begin);
    return document.substring(0, begin + BEGIN.length()) + "\n" + content + document.substring(end);
  }

  /**
   * Checks that there is a place for the part.
   *
   * @param document as it is
   * @param name of it, for the sentence
   * @throws FewShotException if it has words but not both comments
   */
  public static void check(String document, String name) {
    int begin = document.indexOf(BEGIN);
    if (!document.isBlank() && (begin < 0 || document.indexOf(END, begin) < 0)) {
      throw new FewShotException(
          "%s holds no place for results; add the line '%s' and after it the line '%s', or choose another file."
              .formatted(name, BEGIN.strip(), END.strip()));
    }
  }
}
