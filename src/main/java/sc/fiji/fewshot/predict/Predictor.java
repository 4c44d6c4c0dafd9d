package sc.fiji.fewshot.predict;

import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;

/** Classifies with one classifier. One thread at a time. */
public final class Predictor {

  private final Classifier classifier;
  private final PatchEncoders encoders;
  private final Scorers scorers;

  /**
   * @param classifier what to look for
   * @param backbone that it was trained with, with the classifier's adaptation in place ({@link
   *     sc.fiji.fewshot.adapt.AdaptedWeights#on}); stays the caller's
   * @param workers to run on; stay the caller's
   * @param cache keeps feature maps; to be shared by predictors with the same backbone and patch
   * @throws FewShotException if the backbone is another one
   * @throws IllegalArgumentException if the adaptation is not in place
   */
  public Predictor(
      Classifier classifier, Backbone backbone, WorkerPool workers, FeatureCache cache) {
    if (!classifier.input().backboneSha256().equals(backbone.info().sha256())) {
      throw new FewShotException(
          ("The classifier was trained with another backbone ('%s', %.12s...) than the one given"
                  + " ('%s', %.12s...); give the original (backbone) or train again.")
              .formatted(
                  classifier.input().backbone(),
                  classifier.input().backboneSha256(),
                  backbone.info().name(),
                  backbone.info().sha256()));
    }
    classifier.adapted().requireAppliedTo(backbone);
    this.classifier = classifier;
    encoders = PatchEncoders.of(backbone, workers, cache);
    scorers = new Scorers(classifier, backbone, workers);
  }

  /**
   * @param image to be classified
   * @return it with the classifier's channels and intensities
   * @throws FewShotException if the image lacks a channel or holds NaN
   */
  public RgbView view(ImageSource image) {
    return new RgbView(image, classifier.input().mapping().resolve(image));
  }

  /**
   * @param view of an image
   * @param stride from one patch to the next, image pixels
   * @return classifies its slices patch by patch
   */
  public GridPredictor grids(RgbView view, int stride) {
    return new GridPredictor(classifier, encoders, scorers, view, stride);
  }

  /**
   * @param view of an image
   * @return classifies regions of it, or its slices as a whole
   */
  public RegionPredictor regions(RgbView view) {
    return new RegionPredictor(classifier, encoders, scorers, view);
  }
}
