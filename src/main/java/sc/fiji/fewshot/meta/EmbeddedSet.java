package sc.fiji.fewshot.meta;

/**
 * A data set to draw tasks from, as standardised embeddings of unit length.
 *
 * @param name for reports
 * @param asSupport one row an image, as it is embedded to be learnt from
 * @param asQuery one row an image, as it is embedded to be recognised
 * @param labels the class of each image, 0 to {@code classes - 1}
 * @param classes how many there are
 */
public record EmbeddedSet(
    String name, float[][] asSupport, float[][] asQuery, int[] labels, int classes) {

  /** Checks that all are as many. */
  public EmbeddedSet {
    if (asSupport.length != labels.length || asQuery.length != labels.length) {
      throw new IllegalArgumentException(
          "%d, %d embeddings and %d labels"
              .formatted(asSupport.length, asQuery.length, labels.length));
    }
  }

  /** How many numbers an embedding has. */
  int dimension() {
    return asSupport[0].length;
  }
}
