package sc.fiji.fewshot.learn;

import java.util.List;
import java.util.Optional;
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
 * examples ({@link ClusteredPrototypeSolver}). {@code refine} is the transductive setting ({@link
 * RefinedPrototypes}); where nothing unlabelled is given it changes nothing.
 */
@Plugin(type = FewShotMethod.class, priority = Priority.HIGH)
public final class PrototypicalMethod implements FewShotMethod {

  private static final String COMPARE = "compare";
  private static final String PROTOTYPES = "prototypes";

  private static final String REFINE = "refine";
  private static final String NONE = "none";

  private final DualSolver solver;
  private final Optional<RefinedPrototypes.Way> refinement;

  /** With one prototype a class and squared Euclidean distances. */
  public PrototypicalMethod() {
    this(new PrototypeSolver(), Optional.empty());
  }

  private PrototypicalMethod(DualSolver solver, Optional<RefinedPrototypes.Way> refinement) {
    this.solver = solver;
    this.refinement = refinement;
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
                + " Euclidean."),
        new MethodOption(
            REFINE,
            List.of(NONE, "soft-k-means", "laplacian"),
            "Lets unlabelled patches of the very image that is classified (in a benchmark with"
                + " --transductive, the queries) pull the prototypes."));
  }

  @Override
  public FewShotMethod with(OptionValues values) {
    int most = values.number(PROTOTYPES);
    String compare = values.get(COMPARE);
    String refine = values.get(REFINE);
    int others = (most > 1 ? 1 : 0) + (compare.equals("euclidean") ? 0 : 1);
    if (others + (refine.equals(NONE) ? 0 : 1) > 1) {
      throw new FewShotException(
          "Of '%s', '%s' and '%s' only one may differ from its default."
              .formatted(COMPARE, PROTOTYPES, REFINE));
    }
    if (!refine.equals(NONE)) {
      RefinedPrototypes.Way way =
          refine.equals("laplacian")
              ? RefinedPrototypes.Way.LAPLACIAN
              : RefinedPrototypes.Way.SOFT_K_MEANS;
      return new PrototypicalMethod(new PrototypeSolver(), Optional.of(way));
    }
    if (most > 1) {
      return new PrototypicalMethod(new ClusteredPrototypeSolver(most), Optional.empty());
    }
    return compare.equals("euclidean")
        ? new PrototypicalMethod()
        : new PrototypicalMethod(
            new CosinePrototypeSolver(compare.equals("centred-cosine")), Optional.empty());
  }

  @Override
  public boolean needsUnlabelled() {
    return refinement.isPresent();
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    if (refinement.isEmpty() || support.unlabelled().length == 0) {
      return Fitting.fit(name(), solver, support, standardiser);
    }
    support.requireEveryClass();
    return RefinedPrototypes.fit(name(), refinement.get(), support.standardised(standardiser));
  }
}
