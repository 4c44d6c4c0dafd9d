package sc.fiji.fewshot.learn;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * Nearest class mean: Snell, Swersky and Zemel, "Prototypical Networks for Few-shot Learning" (NIPS
 * 2017). A class's prototype p is the mean of its standardised examples (equation 1), and the
 * softmax runs over negative squared Euclidean distances (equation 2), written as the equivalent
 * linear head w = 2 p, b = -|p|^2 (equation 8). Leave-one-out is exact and in closed form: without
 * an example z its class's prototype is (n p - z) / (n - 1), so its squared distance grows by (n /
 * (n - 1))^2.
 */
@Plugin(type = FewShotMethod.class, priority = Priority.HIGH)
public final class PrototypicalMethod implements FewShotMethod {

  /** With its usual options. */
  public PrototypicalMethod() {}

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
  public Fitted fit(Support support, Standardiser standardiser) {
    return Fitting.fit(name(), new PrototypeSolver(), support, standardiser);
  }
}
