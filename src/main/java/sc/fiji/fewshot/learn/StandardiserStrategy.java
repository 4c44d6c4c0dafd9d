package sc.fiji.fewshot.learn;

/**
 * Decides by which statistics the embeddings of a support set and of its queries are brought to
 * scale.
 */
@FunctionalInterface
public interface StandardiserStrategy {

  /**
   * The statistics to use. Only the support may be looked at, never the queries: what follows is
   * inductive.
   *
   * @param support raw embeddings
   */
  Standardiser standardiserFor(Support support);
}
