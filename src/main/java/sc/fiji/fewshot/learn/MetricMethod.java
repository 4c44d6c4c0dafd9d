package sc.fiji.fewshot.learn;

import java.util.List;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * Distances by which what varies within the classes counts less than what tells them apart.
 *
 * <p>{@code form=covariance} measures by one covariance for all classes, which makes it linear
 * discriminant analysis with equal class priors and a pooled covariance that is shrunk towards a
 * multiple of the identity: Friedman, "Regularized Discriminant Analysis" (JASA 84, 1989, equation
 * 18), by default with the amount of Ledoit and Wolf, "A well-conditioned estimator for
 * large-dimensional covariance matrices" (J. Multivariate Analysis 88, 2004, lemma 3.3), with n - C
 * degrees of freedom and without the bias that their estimate has at few of them. Equal priors
 * because how many examples a user marks says nothing about how frequent a class is. The covariance
 * is inverted by Woodbury's identity, which needs n x n numbers only. At full shrinkage it is the
 * prototypical method but for what is taken off for means of few examples ({@link
 * CovarianceSolver}); with one example a class it is that method.
 *
 * <p>{@code form=class-covariance} adds a covariance of each class's own: {@link
 * ClassCovarianceSolver}. {@code form=projection} learns a linear map by the loss of Prototypical
 * Networks and {@code form=nca} one by Neighbourhood Components Analysis, both on the single views
 * of the examples: {@link LearnedMetricSolver}.
 *
 * <p>Leave-one-out is by exact refits up to 60 examples, beyond that by 20 folds that are the same
 * every time, or by 8 with class covariances; where a map is learnt by 8 folds.
 */
@Plugin(type = FewShotMethod.class, priority = Priority.HIGH - 20)
public final class MetricMethod implements FewShotMethod {

  private static final String FORM = "form";
  private static final double PENALTY = 0.1;
  private static final int ITERATIONS = 20;
  private static final double NEIGHBOURS_SHARE = 0.1;
  private static final int MOST_VIEWS = 4;

  private final String head;
  private final DualSolver solver;

  private MetricMethod(String head, DualSolver solver) {
    this.head = head;
    this.solver = solver;
  }

  /** With one covariance for all classes and the amount of shrinkage of Ledoit and Wolf. */
  public MetricMethod() {
    this("covariance", new CovarianceSolver(Double.NaN));
  }

  @Override
  public String name() {
    return "metric";
  }

  @Override
  public String describe() {
    return "Learns distances in which variation within classes counts less; good from about five"
        + " examples a class on.";
  }

  @Override
  public List<MethodOption> options() {
    return List.of(
        new MethodOption(
            FORM,
            List.of("covariance", "class-covariance", "projection", "nca"),
            "By one covariance for all classes, or one for each; or a linear map that is trained"
                + " with prototypes, or with neighbours (NCA)."));
  }

  @Override
  public FewShotMethod with(OptionValues values) {
    String form = values.get(FORM);
    return new MetricMethod(
        form,
        switch (form) {
          case "class-covariance" -> new ClassCovarianceSolver();
          case "projection" -> learned(LearnedMetricSolver.To.PROTOTYPES);
          case "nca" -> learned(LearnedMetricSolver.To.NEIGHBOURS);
          default -> new CovarianceSolver(Double.NaN);
        });
  }

  private static DualSolver learned(LearnedMetricSolver.To references) {
    double share = references == LearnedMetricSolver.To.PROTOTYPES ? 1 : NEIGHBOURS_SHARE;
    return new LearnedMetricSolver(references, PENALTY, ITERATIONS, share);
  }

  @Override
  public boolean needsViews() {
    return solver instanceof LearnedMetricSolver;
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    if (!needsViews()) {
      return Fitting.fit(head, solver, support, standardiser);
    }
    support.requireEveryClass();
    Support standardised = support.standardised(standardiser);
    return Fitting.fit(
        head, solver, Kernel.withViews(standardised, MOST_VIEWS), standardised.embeddings());
  }
}
