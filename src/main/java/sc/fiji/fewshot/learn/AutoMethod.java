package sc.fiji.fewshot.learn;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.StatUtils;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * Chooses the method by the examples: ridge, unless leave-one-out says better. As long as a class
 * has one example only nothing can be left out, and ridge it is: by centring on the examples it
 * does not favour the class that lies nearest to all others, as bare prototypes do. From two in
 * each on, leave-one-out log loss decides among ridge regression, prototypes and distances by the
 * pooled covariance; ridge is kept where it comes within one standard error of the best, the error
 * being that of the mean of the paired differences: the rule of Breiman, Friedman, Olshen and
 * Stone, "Classification and Regression Trees" (1984, section 3.4.3).
 */
@Plugin(type = FewShotMethod.class, priority = Priority.VERY_HIGH)
public final class AutoMethod implements FewShotMethod {

  private final List<FewShotMethod> preferredFirst;

  /** With the usual candidates. */
  public AutoMethod() {
    this(preferredFirst());
  }

  /**
   * @param preferredFirst the candidates; the first one is kept where another one is not clearly
   *     better
   */
  AutoMethod(List<FewShotMethod> preferredFirst) {
    this.preferredFirst = preferredFirst;
  }

  static List<FewShotMethod> preferredFirst() {
    return List.of(new FeaturesMethod(), new PrototypicalMethod(), MetricMethod.covariance());
  }

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public String describe() {
    return "Tries the other methods on left-out examples and takes the best; the choice to start"
        + " with.";
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    support.requireEveryClass();
    for (int count : support.counts()) {
      if (count < 2) {
        Fitted fitted = new FeaturesMethod().fit(support, standardiser);
        return fitted.withExplanation("Ridge was chosen because a class has only one example.");
      }
    }
    List<Fitted> all = preferredFirst.stream().map(m -> m.fit(support, standardiser)).toList();
    Fitted best = all.get(0);
    for (Fitted fitted : all) {
      if (fitted.leaveOneOutLogLoss() < best.leaveOneOutLogLoss()) {
        best = fitted;
      }
    }
    for (Fitted preferred : all) {
      if (preferred == best) {
        return explained(best, "because it predicted left-out examples best", all);
      }
      if (ties(preferred, best, support.labels())) {
        String reason =
            "because it predicted left-out examples about as well as %s, which did best"
                .formatted(best.head().name());
        return explained(preferred, reason, all);
      }
    }
    throw new AssertionError("the best is one of them");
  }

  private static boolean ties(Fitted preferred, Fitted best, int[] labels) {
    double[] worse = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      worse[i] = loss(preferred, i, labels[i]) - loss(best, i, labels[i]);
    }
    return StatUtils.mean(worse) <= Math.sqrt(StatUtils.variance(worse) / worse.length);
  }

  private static double loss(Fitted fitted, int example, int label) {
    return -Math.log(
        Math.max(Double.MIN_NORMAL, fitted.leaveOneOutProbabilities()[example][label]));
  }

  private static Fitted explained(Fitted chosen, String reason, List<Fitted> all) {
    String losses =
        all.stream()
            .map(
                f -> String.format(Locale.ROOT, "%s %.2f", f.head().name(), f.leaveOneOutLogLoss()))
            .collect(Collectors.joining(", "));
    String name = chosen.head().name();
    return chosen.withExplanation(
        "%s%s was chosen %s (log loss: %s)."
            .formatted(
                name.substring(0, 1).toUpperCase(Locale.ROOT), name.substring(1), reason, losses));
  }
}
