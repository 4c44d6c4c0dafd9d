package sc.fiji.fewshot.evaluate;

/**
 * What the linear head of one episode is given.
 *
 * @param support standardised embeddings of the examples, one row each
 * @param query standardised embeddings of the queries, one row each
 * @param head the name of the head that was learnt
 */
public record HeadInputs(float[][] support, float[][] query, String head) {}
