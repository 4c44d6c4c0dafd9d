package sc.fiji.fewshot.predict;

import java.util.Locale;

/** How much a prediction is worth, in words instead of decimals. */
public enum Verdict {
  /** The class is probably right. */
  LIKELY,
  /** Another class is nearly as probable. */
  UNSURE,
  /** It resembles no class. */
  UNKNOWN;

  /** Below this probability the most probable class is doubtful. */
  public static final float LIKELY_FROM = 0.75f;

  /**
   * @param confidence probability of the most probable class
   * @param novelty as in {@link Scores}
   * @param threshold novelty above which nothing is known
   * @return the verdict
   */
  public static Verdict of(float confidence, float novelty, double threshold) {
    if (novelty > threshold) {
      return UNKNOWN;
    }
    return confidence >= LIKELY_FROM ? LIKELY : UNSURE;
  }

  /**
   * @return the word in lower case, as it stands in tables
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
