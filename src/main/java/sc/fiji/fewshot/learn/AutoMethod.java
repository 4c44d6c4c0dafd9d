package sc.fiji.fewshot.learn;

import java.util.Arrays;
import org.scijava.Priority;
import org.scijava.plugin.Plugin;

/**
 * Two heads that err in different ways together: {@link FeaturesMethod} by ridge regression, and
 * {@link MetricMethod} by a covariance of each class's own. Their calibrated probabilities are
 * multiplied (a product of experts: Hinton, "Training Products of Experts by Minimizing Contrastive
 * Divergence", Neural Computation 14, 2002) and calibrated once more. As long as a class has one
 * example only nothing can be left out to calibrate by, and it is ridge alone: by centring on the
 * examples it does not favour the class that lies nearest to all others, as bare prototypes do.
 */
@Plugin(type = FewShotMethod.class, priority = Priority.VERY_HIGH)
public final class AutoMethod implements FewShotMethod {

  @Override
  public String name() {
    return "auto";
  }

  @Override
  public String describe() {
    return "Ridge regression and class covariances together, each by how sure it may be; the choice"
        + " to start with.";
  }

  @Override
  public Fitted fit(Support support, Standardiser standardiser) {
    support.requireEveryClass();
    Support standardised = support.standardised(standardiser);
    Kernel kernel = Kernel.of(standardised);
    CalibratedHead ridge = CalibratedHead.of(FeaturesMethod.usualRidge(), kernel);
    if (Arrays.stream(support.counts()).anyMatch(count -> count == 1)) {
      // Logits of one scale, whether there is one head or two: adaptation compares them over folds.
      return ridge
          .atUnitTemperature()
          .fitted("ridge", kernel, standardised.embeddings())
          .withExplanation("Ridge was chosen because a class has only one example.");
    }
    Fitted fitted =
        CalibratedHead.of(new ClassCovarianceSolver(), kernel)
            .times(ridge, kernel)
            .fitted("combined", kernel, standardised.embeddings());
    return fitted.withExplanation(
        "Ridge and class covariances were combined. " + fitted.explanation());
  }
}
