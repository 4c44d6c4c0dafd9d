package sc.fiji.fewshot.learn;

/**
 * One-vs-rest ridge regression on one-hot targets with an unpenalised intercept, solved in its dual
 * form of n x n numbers (Bertinetto, Henriques, Torr and Vedaldi, "Meta-learning with
 * differentiable closed-form solvers", ICLR 2019, equation 4; Saunders, Gammerman and Vovk, "Ridge
 * Regression Learning Algorithm in Dual Variables", ICML 1998). The penalty is relative to the mean
 * diagonal of the centred kernel, so it means the same for every backbone.
 *
 * <p>Leave-one-out: up to 60 examples by exact refits, in which class weights, centre and penalty
 * are those of the remaining ones; beyond that from the hat matrix, residual / (1 - h_ii), exact
 * for weights and penalty held fixed.
 *
 * @param strength the penalty as a multiple of the mean diagonal of the centred kernel, above 0
 * @param balanced whether each class counts the same, however many examples it has
 */
public record RidgeMethod(double strength, boolean balanced) implements FewShotMethod {

  private static final double DEFAULT_STRENGTH = 0.1;

  /** Checks that there is a penalty. */
  public RidgeMethod {
    if (!(strength > 0)) {
      throw new IllegalArgumentException("penalty " + strength);
    }
  }

  /** With a moderate penalty, and each class counting the same. */
  public RidgeMethod() {
    this(DEFAULT_STRENGTH, true);
  }

  @Override
  public String name() {
    return "ridge";
  }

  @Override
  public String describe() {
    return "Ridge regression, one class against the others; finds directions that separate the"
        + " classes from about three examples a class on.";
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    return Fitting.fit(this, new RidgeSolver(strength, balanced), support, standardiser);
  }
}
