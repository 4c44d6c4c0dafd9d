package sc.fiji.fewshot.classifier;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import sc.fiji.fewshot.adapt.AdaptedWeights;
import sc.fiji.fewshot.adapt.Refinement;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.TaskContext;
import sc.fiji.fewshot.learn.UnknownDetector;

/** The last step of training: from embeddings to a classifier, in milliseconds. */
public final class HeadFitting {

  private HeadFitting() {}

  /**
   * Learns the head.
   *
   * @param backbone that embeds
   * @param classes in the order of the labels
   * @param input how pixels became embeddings
   * @param settings of training
   * @param preset that was used
   * @param standardiser brings embeddings to scale
   * @param refinement of the backbone that gave the embeddings
   * @param support raw embeddings of the examples
   * @param probes for each example some raw embeddings of the kind that queries have
   * @return the classifier
   * @throws sc.fiji.fewshot.FewShotException if there is only one class or a class lacks examples
   */
  public static Classifier fit(
      Backbone backbone,
      List<LabelClass> classes,
      InputSpec input,
      TrainingSettings settings,
      AugmentationPreset preset,
      Standardiser standardiser,
      Refinement refinement,
      Support support,
      float[][][] probes) {
    TaskContext context = context(backbone, classes, standardiser, refinement.weights());
    UnaryOperator<float[]> embedding = context.embedding();
    float[][][] ready = new float[probes.length][][];
    for (int i = 0; i < probes.length; i++) {
      ready[i] = Arrays.stream(probes[i]).map(embedding).toArray(float[][]::new);
    }
    Support learnt = support.mapped(embedding);
    Fitted fitted =
        settings.learner().in(context).fit(learnt, Standardiser.identity(support.dimension()));
    boolean adapted = refinement.adapted();
    TrainingFacts facts =
        new TrainingFacts(
            settings.method(),
            settings.seed(),
            preset.key(),
            settings.views(),
            adapted ? refinement.heldOutAccuracy() : fitted.leaveOneOutAccuracy(),
            (fitted.explanation() + " " + refinement.explanation()).strip(),
            SoftwareVersion.TEXT);
    return new Classifier(
        classes,
        input,
        facts,
        standardiser,
        fitted.head(),
        refinement.calibrated() ? refinement.temperature() : fitted.temperature(),
        UnknownDetector.fit(
            learnt,
            ready,
            adapted ? refinement.heldOutProbabilities() : fitted.leaveOneOutProbabilities(),
            settings.rejection()),
        support,
        refinement.weights());
  }

  /**
   * @param settings of training
   * @param refinement of the backbone
   * @param tiles raw embeddings by the backbone as it came
   * @return those from which the method learns besides the examples: all, or none where it does not
   *     or where they are not what the refined backbone makes of the tiles
   */
  public static float[][] unlabelled(
      TrainingSettings settings, Refinement refinement, float[][] tiles) {
    boolean of = settings.learner().needsUnlabelled();
    return of && !refinement.weights().adaptation().changesNetwork() ? tiles : new float[0][];
  }

  /** What a method may know; its map brings raw embeddings to what the head is for. */
  static TaskContext context(
      Backbone backbone,
      List<LabelClass> classes,
      Standardiser standardiser,
      AdaptedWeights weights) {
    // What is known of names was learnt with the pretrained network.
    List<String> names =
        weights.adaptation().changesNetwork()
            ? List.of()
            : classes.stream().map(LabelClass::name).toList();
    UnaryOperator<float[]> embedding =
        weights
            .projection()
            .<UnaryOperator<float[]>>map(p -> raw -> p.apply(standardiser.apply(raw)))
            .orElse(standardiser::apply);
    return new TaskContext(backbone, names, embedding);
  }
}
