package sc.fiji.fewshot.learn;

import java.util.List;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;
import sc.fiji.fewshot.FewShotException;

/**
 * Nearest class mean: Snell, Swersky and Zemel, "Prototypical Networks for Few-shot Learning" (NIPS
 * 2017). A class's prototype p is the mean of its standardised examples (equation 1), and the
 * softmax runs over negative squared Euclidean distances (equation 2), written as the equivalent
 * linear head w = 2 p, b = -|p|^2 (equation 8). Leave-one-out is exact and in closed form: without
 * an example z its class's prototype is (n p - z) / (n - 1), so its squared distance grows by (n /
 * (n - 1))^2.
 *
 * <p>Embeddings come centred by the statistics of the image and brought to unit length ({@link
 * Standardiser}), the "CL2N" of Wang, Chao, Weinberger and van der Maaten, "SimpleShot" (2019).
 * {@code compare} brings the prototypes to unit length as well, with or without centring them by
 * the examples first. {@code prototypes} allows for several a class, the means of clusters of its
 * examples ({@link ClusteredPrototypeSolver}).
 */
@Plugin(type = FewShotMethod.class, priority = Priority.HIGH)
public final class PrototypicalMethod implements FewShotMethod {

  private static final String COMPARE = "compare";
  private static final String PROTOTYPES = "prototypes";

  private final DualSolver solver;

  /** With one prototype a class and squared Euclidean distances. */
  public PrototypicalMethod() {
    this(new PrototypeSolver());
  }

  private PrototypicalMethod(DualSolver solver) {
    this.solver = solver;
  }

  @Override
  public String name() {
    return "prototypical";
  }

  @Override
  public String describe() {
    return "Compares with the mean example of each class; the safest choice for one to three"
        + " examples a class.";
  }

  @Override
  public List<MethodOption> options() {
    return List.of(
        new MethodOption(
            COMPARE,
            List.of("euclidean", "cosine", "centred-cosine"),
            "Squared distances to the prototypes; or the prototypes at unit length (L2), centred by"
                + " the mean of all classes before or not."),
        new MethodOption(
            PROTOTYPES,
            List.of("1", "2", "3", "4", "5"),
            "How many prototypes a class may have, found by k-means; above 1 distances are"
                + " Euclidean."));
  }

  @Override
  public FewShotMethod with(OptionValues values) {
    int most = values.number(PROTOTYPES);
    String compare = values.get(COMPARE);
    if (most > 1) {
      if (!compare.equals("euclidean")) {
        throw new FewShotException(
            "Several prototypes a class are compared by Euclidean distances; leave out '%s=%s' or"
                    .formatted(COMPARE, compare)
                + " 'prototypes'.");
      }
      return new PrototypicalMethod(new ClusteredPrototypeSolver(most));
    }
    return compare.equals("euclidean")
        ? new PrototypicalMethod()
        : new PrototypicalMethod(new CosinePrototypeSolver(compare.equals("centred-cosine")));
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    return Fitting.fit(name(), solver, support, standardiser);
  }
}
