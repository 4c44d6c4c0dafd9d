package sc.fiji.fewshot.learn;

/** Learns a head from standardised embeddings. */
@FunctionalInterface
public interface HeadLearner {

  /**
   * @param standardised examples, at least one of each class
   * @return the head
   */
  Head learn(Support standardised);
}
