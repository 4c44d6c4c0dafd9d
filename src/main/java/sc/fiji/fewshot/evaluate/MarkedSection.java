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
   * @param document as it is
   * @param content of the part
   * @return the document with that content between the comments; the content alone if the document
   *     has no such comments
   * @throws FewShotException if there is a beginning without an end after it
   */
  public static String replace(String document, String content) {
    int begin = document.indexOf(BEGIN);
    if (begin < 0) {
      return content;
    }
    int end = document.indexOf(END, begin);
    if (end < 0) {
      throw new FewShotException(
          "The Markdown file has the line '%s' but not '%s' after it; add that."
              .formatted(BEGIN.strip(), END.strip()));
    }
    return document.substring(0, begin + BEGIN.length()) + "\n" + content + document.substring(end);
  }
}
