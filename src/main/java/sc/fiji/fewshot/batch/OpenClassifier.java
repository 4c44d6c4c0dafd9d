package sc.fiji.fewshot.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneStore;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.predict.Predictor;

/** A classifier whose backbone is loaded, ready for images; to be closed. One thread at a time. */
public final class OpenClassifier implements AutoCloseable {

  private final ClassificationPlan plan;
  private final Backbone backbone;
  private final ImageClassification images;

  /** What {@link #close} undoes, the latest first. */
  private final Deque<Runnable> opened = new ArrayDeque<>();

  /**
   * Loads the backbone.
   *
   * @param plan how the classifier is applied
   * @param backbone name or path of the backbone; {@value TrainingSettings#AUTO} for that of the
   *     training
   * @param device {@code auto}, {@code cpu} or {@code gpu}
   * @param threads to work on
   * @throws FewShotException if the backbone is not there, or another one
   */
  public OpenClassifier(ClassificationPlan plan, String backbone, String device, int threads) {
    this.plan = plan;
    Classifier classifier = plan.classifier();
    WorkerPool workers = new WorkerPool(threads);
    opened.push(workers::close);
    try {
      Backbone pretrained = Backbones.open(whereIs(backbone, classifier), device);
      opened.push(pretrained::close);
      this.backbone = classifier.adapted().on(pretrained);
      opened.push(this.backbone::close);
      // A grid comes by each block once; regions share blocks.
      FeatureCache cache =
          plan.mode() == PredictionMode.REGIONS ? FeatureCache.ofUsualSize() : new FeatureCache(0);
      images =
          new ImageClassification(
              new Predictor(classifier, this.backbone, workers, cache), classifier.classes());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static String whereIs(String backbone, Classifier classifier) {
    String name = backbone.equals(TrainingSettings.AUTO) ? classifier.input().backbone() : backbone;
    boolean known = BackboneStore.usual().catalogue().find(name).isPresent();
    if (!known && !Files.exists(Path.of(name))) {
      throw new FewShotException(
          "The classifier needs the backbone '%s', which is not there; tell where it is (backbone)."
              .formatted(name));
    }
    return name;
  }

  /**
   * @return how the classifier is applied
   */
  public ClassificationPlan plan() {
    return plan;
  }

  /**
   * @return classifies images
   */
  public ImageClassification images() {
    return images;
  }

  /**
   * @return whether each patch goes through the backbone on its own, which is slow
   */
  public boolean isSlow() {
    return backbone.info().pooled() && plan.mode() == PredictionMode.PATCHES;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      opened.pop().run();
    }
  }
}
