package sc.fiji.fewshot.predict;

import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.TransductiveFitting;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.Whitening;

/**
 * One scorer for all images; or one an image, where the method learns from the unlabelled patches
 * of the image that is classified. One thread at a time.
 */
final class Scorers {

  private final Classifier classifier;
  private final Backbone backbone;
  private final WorkerPool workers;
  private final Whitening metric;
  private final Scorer usual;
  private RgbView latest;
  private Scorer ofLatest;

  /**
   * @param classifier what to look for
   * @param backbone that it was trained with; stays the caller's
   * @param workers to run on; stay the caller's
   */
  Scorers(Classifier classifier, Backbone backbone, WorkerPool workers) {
    this.classifier = classifier;
    this.backbone = backbone;
    this.workers = workers;
    metric = Whitening.of(backbone.statistics());
    usual = new Scorer(classifier, metric);
  }

  /**
   * Where the method learns from the image, its tiles are encoded first, unless it was the one
   * asked for last.
   *
   * @param view of an image
   * @return scores its embeddings
   */
  Scorer of(RgbView view) {
    if (!TransductiveFitting.changes(classifier)) {
      return usual;
    }
    if (latest != view) {
      ofLatest = new Scorer(TransductiveFitting.fit(classifier, view, backbone, workers), metric);
      latest = view;
    }
    return ofLatest;
  }
}
