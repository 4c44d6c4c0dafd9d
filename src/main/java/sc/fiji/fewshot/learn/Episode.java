package sc.fiji.fewshot.learn;

import java.util.stream.IntStream;

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

  /**
   * What is to be learnt from if one class is kept secret.
   *
   * @param label of the secret class; the last class takes its number
   * @return the examples of the other classes, labelled from 0 to ways - 2
   */
  public Shots shotsWithout(int label) {
    int[] kept =
        IntStream.range(0, support.length).filter(i -> supportLabels[i] != label).toArray();
    int[] labels =
        IntStream.of(pick(supportLabels, kept)).map(l -> l == ways() - 1 ? label : l).toArray();
    return new Shots(pick(support, kept), labels, ways() - 1);
  }

  /** What is to be learnt from. */
  public Shots shots() {
    return new Shots(support, supportLabels, ways());
  }

  private static int[] pick(int[] values, int[] which) {
    return IntStream.of(which).map(i -> values[i]).toArray();
  }
}
