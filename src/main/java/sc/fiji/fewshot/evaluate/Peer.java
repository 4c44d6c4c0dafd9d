package sc.fiji.fewshot.evaluate;

import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;

/** Something that takes part in a benchmark: a method together with what it sees of an image. */
public interface Peer {

  /** What stands for the backbone of a peer that has none. */
  String NO_BACKBONE = "none";

  /** The name of the method. */
  String method();

  /** The name of the backbone, or {@link #NO_BACKBONE}. */
  default String backbone() {
    return NO_BACKBONE;
  }

  /** Whether it looks at the queries, without their classes, before it recognises them. */
  default boolean transductive() {
    return false;
  }

  /**
   * How many of the episodes it takes part in: the first ones.
   *
   * @param all how many there are
   */
  default int episodes(int all) {
    return all;
  }

  /**
   * Looks at the images, each on its own; blocks until done.
   *
   * @param folder the data set
   * @param progress may cancel
   * @return a learner of the episodes of this data set
   * @throws sc.fiji.fewshot.FewShotException if an image cannot be read
   */
  Learner prepare(ClassFolder folder, Progress progress);
}
