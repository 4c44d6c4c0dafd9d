package sc.fiji.fewshot.evaluate;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import sc.fiji.fewshot.learn.Episode;
import sc.fiji.fewshot.learn.Shots;

/**
 * A method with all that it needs to know of the images of one data set. It is called from several
 * threads, and the same examples give the same result in each.
 */
public interface Learner extends AutoCloseable {

  /** Nothing is known of the images to be recognised: the inductive setting. */
  int[] NONE = {};

  /**
   * Learns.
   *
   * @param shots the examples
   * @param unlabelled images that may be looked at, without their classes; {@link #NONE} unless the
   *     setting is transductive
   */
  Recogniser learn(Shots shots, int[] unlabelled);

  /**
   * Learns what belongs to no class.
   *
   * @param shots the examples
   * @param unlabelled as in {@link #learn}
   * @return how strange an image is, the more the larger; empty if the method has no notion of it
   */
  default Optional<IntToDoubleFunction> strangeness(Shots shots, int[] unlabelled) {
    return Optional.empty();
  }

  /** Frees what it keeps of the images outside of the Java heap. */
  @Override
  default void close() {
    // Most keep nothing there.
  }

  /**
   * What the linear head of an episode is given, for checks by other programs.
   *
   * @param episode whose queries stay unseen while learning
   * @return empty if the method has no linear head
   */
  default Optional<HeadInputs> headInputs(Episode episode) {
    return Optional.empty();
  }
}
