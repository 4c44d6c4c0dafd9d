package sc.fiji.fewshot.batch;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.annotate.SupportSet;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.InputSpec;

/**
 * How a classifier is applied.
 *
 * @param classifier with the patch to use
 * @param mode what gets a label
 * @param stride from one patch to the next, image pixels
 * @param resolution at which images are classified
 */
public record ClassificationPlan(
    Classifier classifier, PredictionMode mode, int stride, Resolution resolution) {

  /**
   * A plan at the resolution of the training.
   *
   * @param classifier with the patch to use
   * @param mode what gets a label
   * @param stride from one patch to the next, image pixels
   */
  public ClassificationPlan(Classifier classifier, PredictionMode mode, int stride) {
    this(classifier, mode, stride, Resolution.AS_TRAINED);
  }

  /**
   * A plan from the words of a user.
   *
   * @param classifier to apply
   * @param mode as {@link PredictionMode#parse} takes it
   * @param patch side of a patch, image pixels; 0 for that of the training
   * @param stride from one patch to the next, image pixels; 0 for the usual one
   * @return the plan
   * @throws FewShotException if one of the words or numbers is wrong, or the classifier has more
   *     classes than a label map can hold
   */
  public static ClassificationPlan parse(
      Classifier classifier, String mode, int patch, int stride) {
    SupportSet.checkNumber(classifier.classes().size());
    if (patch != 0) {
      InputSpec.checkPatch(patch);
    }
    Classifier sized = patch == 0 ? classifier : classifier.withPatch(patch);
    if (stride < 0 || stride > sized.input().patch()) {
      throw new FewShotException(
          "The stride must be from 1 to the patch size (%d), not %d."
              .formatted(sized.input().patch(), stride));
    }
    return new ClassificationPlan(
        sized,
        PredictionMode.parse(mode, classifier),
        stride == 0 ? sized.input().usualStride() : stride);
  }

  /**
   * @param other at which images are classified
   * @return this plan at that resolution
   */
  public ClassificationPlan withResolution(Resolution other) {
    return new ClassificationPlan(classifier, mode, stride, other);
  }

  /**
   * @return what the results depend on besides the classifier and the images, by its name
   */
  public Map<String, String> options() {
    Map<String, String> options = new TreeMap<>(resolution.options());
    options.put("mode", mode.name().toLowerCase(Locale.ROOT));
    options.put("patch", String.valueOf(classifier.input().patch()));
    options.put("stride", String.valueOf(stride));
    return options;
  }
}
