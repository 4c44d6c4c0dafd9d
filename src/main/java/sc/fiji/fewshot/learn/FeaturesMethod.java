package sc.fiji.fewshot.learn;

import java.util.List;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * A linear classifier on the features of a frozen network, which is hard to beat: Tian, Wang,
 * Krishnan, Tenenbaum and Isola, "Rethinking Few-Shot Image Classification: a Good Embedding Is All
 * You Need?" (ECCV 2020).
 *
 * <p>{@code head=ridge} is one-vs-rest ridge regression on one-hot targets with an unpenalised
 * intercept, solved in its dual form of n x n numbers (Bertinetto, Henriques, Torr and Vedaldi,
 * "Meta-learning with differentiable closed-form solvers", ICLR 2019, equation 4; Saunders,
 * Gammerman and Vovk, "Ridge Regression Learning Algorithm in Dual Variables", ICML 1998). The
 * penalty is relative to the mean diagonal of the centred kernel, so it means the same for every
 * backbone. Leave-one-out: up to 60 examples by exact refits, in which class weights, centre and
 * penalty are those of the remaining ones; beyond that from the hat matrix, residual / (1 - h_ii),
 * exact for weights and penalty held fixed.
 *
 * <p>{@code head=logistic} is multinomial logistic regression with a quadratic penalty, as in Tian
 * and others (section 3.1), found by {@link Lbfgs} in the space that the examples span;
 * leave-one-out is by refits.
 */
@Plugin(type = FewShotMethod.class, priority = Priority.HIGH - 10)
public final class FeaturesMethod implements FewShotMethod {

  private static final double RIDGE_STRENGTH = 0.1;
  private static final double LOGISTIC_STRENGTH = 0.1;

  private final String head;
  private final DualSolver solver;

  private FeaturesMethod(String head, DualSolver solver) {
    this.head = head;
    this.solver = solver;
  }

  /** Ridge regression with a moderate penalty, and each class counting the same. */
  public FeaturesMethod() {
    this("ridge", usualRidge());
  }

  /** Ridge regression with a moderate penalty, and each class counting the same. */
  static DualSolver usualRidge() {
    return new RidgeSolver(RIDGE_STRENGTH, true);
  }

  /**
   * Logistic regression.
   *
   * @param strength the penalty as a multiple of the mean squared distance of the examples from
   *     their mean, above 0
   */
  static FeaturesMethod logistic(double strength) {
    return new FeaturesMethod("logistic", new LogisticSolver(strength));
  }

  @Override
  public String name() {
    return "features";
  }

  @Override
  public String describe() {
    return "A linear classifier on the features of the CNN as it is; finds directions that separate"
        + " the classes from about three examples a class on.";
  }

  @Override
  public List<MethodOption> options() {
    return List.of(
        new MethodOption(
            "head",
            List.of("ridge", "logistic"),
            "Ridge regression on the classes as numbers, or logistic regression."));
  }

  @Override
  public FewShotMethod with(OptionValues values) {
    return values.get("head").equals("ridge") ? new FeaturesMethod() : logistic(LOGISTIC_STRENGTH);
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    return Fitting.fit(head, solver, support, standardiser);
  }
}
