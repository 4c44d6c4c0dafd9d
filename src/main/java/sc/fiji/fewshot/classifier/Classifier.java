package sc.fiji.fewshot.classifier;

import java.util.List;
import sc.fiji.fewshot.adapt.AdaptedWeights;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.learn.Head;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.UnknownDetector;

/**
 * All that is needed to classify, but for the backbone.
 *
 * @param classes in the order of the logits
 * @param input how pixels become embeddings
 * @param training how it was made
 * @param standardiser brings embeddings to scale
 * @param head gives the logits
 * @param temperature by which logits are divided before the softmax
 * @param unknown tells what resembles no class
 * @param support raw embeddings of the examples
 * @param adapted what was changed in the backbone or follows it; the embeddings are those with it
 */
public record Classifier(
    List<LabelClass> classes,
    InputSpec input,
    TrainingFacts training,
    Standardiser standardiser,
    Head head,
    double temperature,
    UnknownDetector unknown,
    Support support,
    AdaptedWeights adapted) {

  /** Checks that all parts are of one size. */
  public Classifier {
    classes = List.copyOf(classes);
    int n = classes.size();
    int d = standardiser.dimension();
    boolean fits =
        head.classes() == n
            && head.dimension() == d
            && unknown.prototypes().length == n
            && unknown.prototypes()[0].length == d
            && support.classes() == n
            && support.dimension() == d
            && adapted.projection().map(p -> p.dimension() == d).orElse(true)
            && temperature > 0;
    if (!fits) {
      throw new IllegalArgumentException("parts of different classifiers");
    }
  }

  /**
   * A classifier on the pretrained backbone as it is.
   *
   * @param classes in the order of the logits
   * @param input how pixels become embeddings
   * @param training how it was made
   * @param standardiser brings embeddings to scale
   * @param head gives the logits
   * @param temperature by which logits are divided before the softmax
   * @param unknown tells what resembles no class
   * @param support raw embeddings of the examples
   */
  public Classifier(
      List<LabelClass> classes,
      InputSpec input,
      TrainingFacts training,
      Standardiser standardiser,
      Head head,
      double temperature,
      UnknownDetector unknown,
      Support support) {
    this(
        classes,
        input,
        training,
        standardiser,
        head,
        temperature,
        unknown,
        support,
        AdaptedWeights.none());
  }

  /**
   * @param side of a patch, image pixels
   * @return this classifier for patches of another size: for images of another magnification
   */
  public Classifier withPatch(int side) {
    return new Classifier(
        classes,
        input.withPatch(side),
        training,
        standardiser,
        head,
        temperature,
        unknown,
        support,
        adapted);
  }

  /**
   * @param other of the same classes and length of embeddings
   * @param temperature by which its logits are divided
   * @return this classifier with that head
   */
  Classifier withHead(Head other, double temperature) {
    return new Classifier(
        classes, input, training, standardiser, other, temperature, unknown, support, adapted);
  }
}
