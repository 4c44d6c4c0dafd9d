package sc.fiji.fewshot.benchmark;

import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.Predictor;

/**
 * Dense encoding against encoding patch by patch, on one slice.
 *
 * @param side of the slice, pixels
 * @param patch side of a patch, pixels
 * @param stride from one patch to the next, pixels
 * @param patches how many
 * @param denseSeconds for all of them, encoding the slice once
 * @param perPatchSeconds for all of them, one by one
 * @param speedup how many times faster dense is
 * @param agreement fraction of patches with the same label
 */
public record DenseBenchmark(
    int side,
    int patch,
    int stride,
    int patches,
    double denseSeconds,
    double perPatchSeconds,
    double speedup,
    double agreement) {

  private static final int ROUNDS = 2;

  /**
   * Trains on a marked image and classifies it, continued to the wanted size, both ways in turns;
   * the best round of each counts.
   *
   * @param image marked
   * @param examples on it
   * @param side of the slice, pixels
   * @param patch side of a patch, pixels
   * @param stride from one patch to the next, pixels
   * @param backbone to run
   * @param workers to run it on
   * @param progress may cancel
   * @return the times and the agreement
   */
  public static DenseBenchmark run(
      ImageSource image,
      List<Example> examples,
      int side,
      int patch,
      int stride,
      Backbone backbone,
      WorkerPool workers,
      Progress progress) {
    Classifier classifier =
        new RegionTrainer(backbone, workers)
            .train(
                List.of(new MarkedImage(image, examples)),
                Map.of(),
                TrainingSettings.usual().withPatch(patch),
                Progress.NONE)
            .classifier();
    Predictor predictor = new Predictor(classifier, backbone, workers, new FeatureCache(0));
    RgbView view = predictor.view(new MirroredSource(image, side, side));
    GridPrediction[] dense = new GridPrediction[1];
    GridPrediction[] single = new GridPrediction[1];
    double denseSeconds = Double.POSITIVE_INFINITY;
    double singleSeconds = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      denseSeconds =
          Math.min(
              denseSeconds,
              ForwardBenchmark.seconds(
                  () -> dense[0] = predictor.grid(view, 0, stride, Progress.NONE)));
      Progress part = progress.part((double) round / ROUNDS, (round + 1.0) / ROUNDS);
      singleSeconds =
          Math.min(
              singleSeconds,
              ForwardBenchmark.seconds(
                  () -> single[0] = predictor.gridOneByOne(view, 0, stride, part)));
    }
    return new DenseBenchmark(
        side,
        patch,
        stride,
        dense[0].scores().size(),
        denseSeconds,
        singleSeconds,
        singleSeconds / denseSeconds,
        agreement(dense[0], single[0]));
  }

  /**
   * @param a a prediction
   * @param b another of the same grid
   * @return fraction of patches with the same label
   */
  public static double agreement(GridPrediction a, GridPrediction b) {
    int same = 0;
    for (int i = 0; i < a.scores().size(); i++) {
      same += a.scores().label(i) == b.scores().label(i) ? 1 : 0;
    }
    return (double) same / a.scores().size();
  }
}
