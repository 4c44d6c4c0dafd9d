package sc.fiji.fewshot.classifier;

import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.UnknownDetector;

/** The last step of training: from embeddings to a classifier, in milliseconds. */
final class HeadFitting {

  private HeadFitting() {}

  /**
   * @param classes in the order of the labels
   * @param input how pixels became embeddings
   * @param settings of training
   * @param preset that was used
   * @param standardiser brings embeddings to scale
   * @param support raw embeddings of the examples
   * @param probes for each example some raw embeddings of the kind that queries have
   */
  static Classifier fit(
      List<LabelClass> classes,
      InputSpec input,
      TrainingSettings settings,
      AugmentationPreset preset,
      Standardiser standardiser,
      Support support,
      float[][][] probes) {
    float[][][] standardised = new float[probes.length][][];
    for (int i = 0; i < probes.length; i++) {
      standardised[i] = Arrays.stream(probes[i]).map(standardiser::apply).toArray(float[][]::new);
    }
    Fitted fitted = FewShotMethods.byName(settings.method()).fit(support, standardiser);
    TrainingFacts facts =
        new TrainingFacts(
            settings.method(),
            settings.seed(),
            preset.key(),
            settings.views(),
            fitted.leaveOneOutAccuracy(),
            fitted.explanation(),
            SoftwareVersion.TEXT);
    return new Classifier(
        classes,
        input,
        facts,
        standardiser,
        fitted.head(),
        fitted.temperature(),
        UnknownDetector.fit(
            support.standardised(standardiser), standardised, fitted.leaveOneOutProbabilities()),
        support);
  }
}
