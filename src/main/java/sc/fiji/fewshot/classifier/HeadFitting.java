package sc.fiji.fewshot.classifier;

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

  static Classifier fit(
      List<LabelClass> classes,
      InputSpec input,
      TrainingSettings settings,
      AugmentationPreset preset,
      Standardiser standardiser,
      Support support) {
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
        UnknownDetector.fit(support.standardised(standardiser)),
        support);
  }
}
