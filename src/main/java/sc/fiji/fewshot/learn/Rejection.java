package sc.fiji.fewshot.learn;

import java.util.List;
import sc.fiji.fewshot.EnumWord;
import sc.fiji.fewshot.FewShotException;

/**
 * How readily something that resembles no example is called unknown: see {@link UnknownDetector}.
 */
public enum Rejection {

  /** So that 95 of 100 things like the examples stay known. */
  USUAL(0.95, 1),

  /** So that 999 of 1000 things like the examples stay known. */
  LENIENT(0.999, 1.5),

  /** Never: everything is given to the most probable class. */
  NEVER(1, Double.MAX_VALUE);

  private final double kept;
  private final double farthest;

  Rejection(double kept, double farthest) {
    this.kept = kept;
    this.farthest = farthest;
  }

  /**
   * @return the share of things like the examples that should stay known; 1 where all is known
   */
  double kept() {
    return kept;
  }

  /**
   * @return the same where there is no telling what is like the examples: how far from all classes
   *     something may be, in distances between classes
   */
  double farthest() {
    return farthest;
  }

  /**
   * @return the word that users write
   */
  public String key() {
    return EnumWord.of(this);
  }

  /**
   * @return all words, the default one first
   */
  public static List<String> keys() {
    return EnumWord.all(Rejection.class);
  }

  /**
   * @param key a word as users write it; case does not matter
   * @return the rejection of that name
   * @throws FewShotException naming all, if there is none
   */
  public static Rejection parse(String key) {
    return EnumWord.parse(Rejection.class, "way to tell unknowns", key);
  }
}
