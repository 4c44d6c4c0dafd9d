package sc.fiji.fewshot.learn;

/**
 * Linear discriminant analysis with equal class priors and a pooled covariance that is shrunk
 * towards a multiple of the identity: Friedman, "Regularized Discriminant Analysis" (JASA 84, 1989,
 * equation 18), by default with the amount of Ledoit and Wolf, "A well-conditioned estimator for
 * large-dimensional covariance matrices" (J. Multivariate Analysis 88, 2004, lemma 3.3), with n - C
 * degrees of freedom and without the bias that their estimate has at few of them. Equal priors
 * because how many examples a user marks says nothing about how frequent a class is. The covariance
 * is inverted by Woodbury's identity, which needs n x n numbers only.
 *
 * <p>At full shrinkage it is the prototypical method, which it becomes when there is one example a
 * class. Leave-one-out is by exact refits up to 60 examples, beyond that by 20 folds that are the
 * same every time.
 */
public final class LdaMethod implements FewShotMethod {

  private final LdaSolver solver;

  /** With the amount of shrinkage of Ledoit and Wolf. */
  public LdaMethod() {
    solver = new LdaSolver(Double.NaN);
  }

  /**
   * With a fixed amount of shrinkage.
   *
   * @param shrinkage above 0 (none) up to 1 (only the identity)
   */
  public LdaMethod(double shrinkage) {
    if (!(shrinkage > 0 && shrinkage <= 1)) {
      throw new IllegalArgumentException("shrinkage " + shrinkage);
    }
    solver = new LdaSolver(shrinkage);
  }

  @Override
  public String name() {
    return "lda";
  }

  @Override
  public String describe() {
    return "Discriminant analysis; allows for the way examples vary within their class, from about"
        + " five examples a class on.";
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    return Fitting.fit(this, solver, support, standardiser);
  }
}
