package sc.fiji.fewshot.learn;

/**
 * One small classification task drawn from a data set, as in Vinyals, Blundell, Lillicrap,
 * Kavukcuoglu and Wierstra, "Matching Networks for One Shot Learning" (NIPS 2016, section 2.2). No
 * example is in it twice.
 *
 * @param classes the data set's classes that were drawn; the episode's class c is classes[c]
 * @param support which examples of the data set to learn from
 * @param supportLabels their classes within the episode
 * @param query which examples of the data set to recognise
 * @param queryLabels their classes within the episode
 */
public record Episode(
    int[] classes, int[] support, int[] supportLabels, int[] query, int[] queryLabels) {

  /** How many classes it has. */
  public int ways() {
    return classes.length;
  }
}
