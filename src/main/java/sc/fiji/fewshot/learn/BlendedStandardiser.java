package sc.fiji.fewshot.learn;

/**
 * Statistics shipped with the backbone, corrected by those of the support set in so far as it has
 * any to offer: the support weighs (n - C) / (n - C + k) for n examples of C classes. With one
 * example a class that is 0, since a handful of images says nothing about spread; it grows towards
 * 1 with the examples. This is the posterior mean of a conjugate prior worth {@code k}
 * observations, counting only the degrees of freedom within classes.
 *
 * @param shipped statistics of many images
 * @param pseudoExamples k, how many examples the shipped statistics are worth
 */
public record BlendedStandardiser(Standardiser shipped, double pseudoExamples)
    implements StandardiserStrategy {

  /** Five classes with five examples each give both sides the same weight. */
  private static final double DEFAULT_PSEUDO_EXAMPLES = 20;

  /** Checks that the shipped statistics count. */
  public BlendedStandardiser {
    if (!(pseudoExamples > 0)) {
      throw new IllegalArgumentException("pseudo-examples " + pseudoExamples);
    }
  }

  /**
   * With the default weight.
   *
   * @param shipped statistics of many images
   */
  public BlendedStandardiser(Standardiser shipped) {
    this(shipped, DEFAULT_PSEUDO_EXAMPLES);
  }

  @Override
  public Standardiser standardiserFor(Support support) {
    double within = Math.max(0, support.size() - support.classes());
    return shipped.blend(support.embeddings(), within / (within + pseudoExamples));
  }
}
