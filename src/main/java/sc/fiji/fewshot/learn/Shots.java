package sc.fiji.fewshot.learn;

import java.util.stream.IntStream;

/**
 * The examples of an episode that are learnt from.
 *
 * @param images which images of the data set
 * @param labels the class of each, 0 to {@code classes - 1}
 * @param classes how many there are
 */
public record Shots(int[] images, int[] labels, int classes) {

  /**
   * Fewer examples.
   *
   * @param most how many of each class are kept: its first ones
   */
  public Shots first(int most) {
    int[] seen = new int[classes];
    int[] kept = IntStream.range(0, images.length).filter(i -> seen[labels[i]]++ < most).toArray();
    return new Shots(
        IntStream.of(kept).map(i -> images[i]).toArray(),
        IntStream.of(kept).map(i -> labels[i]).toArray(),
        classes);
  }
}
