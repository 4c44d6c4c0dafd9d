package sc.fiji.fewshot.predict;

import java.util.List;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.ExampleWindows;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.ViewPlane;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.image.RgbFile;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;

/** Classifies regions of one image, or its slices as a whole. One thread at a time. */
public final class RegionPredictor {

  private static final int MOST_WINDOWS = 25;

  private final Classifier classifier;
  private final PatchEncoders encoders;
  private final Scorers scorers;
  private final RgbView view;

  /**
   * @param classifier what to look for
   * @param encoders of its backbone
   * @param scorers of the classifier
   * @param view of the image
   */
  RegionPredictor(Classifier classifier, PatchEncoders encoders, Scorers scorers, RgbView view) {
    this.classifier = classifier;
    this.encoders = encoders;
    this.scorers = scorers;
    this.view = view;
  }

  /**
   * Classifies a region: by the mean embedding of its windows.
   *
   * @param slice 0-based
   * @param name of the region
   * @param region to classify
   * @return the prediction
   */
  public RegionPrediction region(int slice, String name, Region region) {
    ViewPlane plane = new ViewPlane(view, slice, classifier.input().scale());
    List<ExampleWindows.Centre> centres =
        ExampleWindows.of(region, classifier.input().patch(), MOST_WINDOWS);
    float[][] windows =
        encoders.pooled() ? windowsOneByOne(plane, centres) : windows(plane, centres);
    return prediction(name, slice, region, windows);
  }

  private float[][] windows(ViewPlane plane, List<ExampleWindows.Centre> centres) {
    double half = InputSpec.NETWORK_SIDE / 2.0;
    double scale = plane.scale();
    return centres.stream()
        .map(c -> encoders.dense().window(plane, plane, c.x() * scale - half, c.y() * scale - half))
        .toArray(float[][]::new);
  }

  private float[][] windowsOneByOne(ViewPlane plane, List<ExampleWindows.Centre> centres) {
    return encoders
        .single()
        .encode(
            centres.stream()
                .map(c -> plane.around(c.x(), c.y(), PatchEncoders.SINGLE_SIDE))
                .toList());
  }

  /**
   * Classifies a whole slice as one patch: by the mean embedding of its views.
   *
   * @param slice 0-based
   * @return the prediction
   */
  public RegionPrediction whole(int slice) {
    Region all = Region.rectangle(0, 0, view.image().width(), view.image().height());
    RgbImage small = RgbFile.read(view, slice, InputSpec.NETWORK_SIDE);
    Augmenter queries =
        new Augmenter(
            AugmentationPreset.parse(classifier.training().preset()), classifier.training().seed());
    List<RgbImage> views =
        queries.views(small, InputSpec.NETWORK_SIDE, queries.queryViews(), slice);
    return prediction(view.image().name(), slice, all, encoders.whole().encode(views));
  }

  private RegionPrediction prediction(String name, int slice, Region region, float[][] rows) {
    Scores scores = scorers.of(view).score(new float[][] {MeanEmbedding.of(rows)});
    Verdict verdict =
        Verdict.of(scores.confidence(0), scores.novelty(0), classifier.unknown().threshold());
    return new RegionPrediction(name, slice, region, scores, verdict);
  }
}
