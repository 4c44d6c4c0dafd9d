package sc.fiji.fewshot.learn;

import sc.fiji.fewshot.FewShotException;

/**
 * Learns a classifier from a few examples. Implementations have no state: the same support gives
 * the same result, in any thread.
 */
public interface FewShotMethod {

  /** The word by which a user chooses it, such as {@code ridge}. */
  String name();

  /** What it does and when it is good, in one sentence for the user. */
  String describe();

  /**
   * Learns from the support set and says how well left-out examples were recognised. Takes
   * milliseconds for a few dozen examples; the time grows with the cube of their number.
   *
   * @param support raw embeddings; every class must have an example
   * @param standardiser applied to each embedding first, and held fixed in leave-one-out
   * @throws FewShotException if there is only one class or a class lacks examples
   */
  Fitted fit(Support support, Standardiser standardiser);
}
