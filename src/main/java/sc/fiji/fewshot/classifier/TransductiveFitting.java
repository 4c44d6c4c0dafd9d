package sc.fiji.fewshot.classifier;

import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.FewShotMethod;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Fitted;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Support;
import sc.fiji.fewshot.learn.TaskContext;
import sc.fiji.fewshot.learn.Whitening;

/**
 * The transductive setting: a method that learns from unlabelled embeddings, too, learns anew for
 * each image, from the examples and from tiles of that very image. The tiles are the same whatever
 * part of the image is classified, and so is the head.
 */
public final class TransductiveFitting {

  private TransductiveFitting() {}

  /**
   * @param classifier to be used
   * @return whether it becomes another one for each image
   */
  public static boolean changes(Classifier classifier) {
    // Whole images have no tiles; and a changed network was calibrated without any.
    return !classifier.input().wholeImages()
        && !classifier.adapted().adaptation().changesNetwork()
        && learnsFromTiles(classifier);
  }

  private static boolean learnsFromTiles(Classifier classifier) {
    try {
      return method(classifier).needsUnlabelled();
    } catch (FewShotException e) {
      // A method of an older version, or of a jar that is not here: the file has what it learnt.
      return false;
    }
  }

  private static FewShotMethod method(Classifier classifier) {
    return FewShotMethods.parse(classifier.training().method());
  }

  /**
   * Encodes some {@value ImageLooks#STATISTICS_TILES} tiles of the image and learns the head;
   * blocks until done. For the only image of the training it is the head that the classifier has.
   *
   * @param classifier that {@link #changes}
   * @param view of the image to be classified
   * @param backbone that the classifier was trained with; stays the caller's
   * @param workers to run it on; stay the caller's
   * @return the classifier with the head for that image
   */
  public static Classifier fit(
      Classifier classifier, RgbView view, Backbone backbone, WorkerPool workers) {
    float[][] tiles = ImageLooks.tiles(view, classifier.input(), backbone, workers);
    Standardiser standardiser = classifier.standardiser().with(Whitening.of(backbone.statistics()));
    TaskContext context =
        HeadFitting.context(backbone, classifier.classes(), standardiser, classifier.adapted());
    Support support = classifier.support().withUnlabelled(tiles).mapped(context.embedding());
    Fitted fitted =
        method(classifier).in(context).fit(support, Standardiser.identity(support.dimension()));
    boolean calibrated = classifier.adapted().projection().isPresent();
    return classifier.withHead(
        fitted.head(), calibrated ? classifier.temperature() : fitted.temperature());
  }
}
