package sc.fiji.fewshot.benchmark;

import java.util.List;
import java.util.Map;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.MarkedImage;
import sc.fiji.fewshot.classifier.RegionTrainer;
import sc.fiji.fewshot.classifier.TrainingSettings;
import sc.fiji.fewshot.classifier.ViewPlane;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.GridPredictor;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.predict.Predictor;

/**
 * Dense encoding against encoding patch by patch, on one slice.
 *
 * @param side of the slice, pixels
 * @param patch side of a patch, pixels
 * @param stride from one patch to the next, pixels
 * @param patches how many
 * @param denseSeconds for all of them, encoding the slice once
 * @param perPatchSeconds for all of them, each cut out with its surroundings and encoded on its own
 * @param speedup how many times faster dense is than that
 * @param cropSeconds for encoding all of them cut out without surroundings, which the CNN sees as
 *     zeros: less work, but other features
 * @param cropSpeedup how many times faster dense is than that
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
    double cropSeconds,
    double cropSpeedup,
    double agreement) {

  /**
   * Trains on a marked image and classifies it, continued to the wanted size, both ways. Dense
   * encoding, which is over quickly, is measured before and after; the better one counts.
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
    GridPredictor grids = predictor.grids(view, stride);
    GridPrediction[] dense = new GridPrediction[1];
    GridPrediction[] single = new GridPrediction[1];
    Runnable denseRun = () -> dense[0] = grids.slice(0, Progress.NONE);
    double before = ForwardBenchmark.seconds(denseRun);
    double crops =
        ForwardBenchmark.seconds(
            () -> encodeCrops(view, patch, stride, backbone, workers, progress.part(0, 0.2)));
    double perPatch =
        ForwardBenchmark.seconds(() -> single[0] = grids.oneByOne(0, progress.part(0.2, 1)));
    double seconds = Math.min(before, ForwardBenchmark.seconds(denseRun));
    return new DenseBenchmark(
        side,
        patch,
        stride,
        dense[0].scores().size(),
        seconds,
        perPatch,
        perPatch / seconds,
        crops,
        crops / seconds,
        agreement(dense[0], single[0]));
  }

  private static void encodeCrops(
      RgbView view,
      int patch,
      int stride,
      Backbone backbone,
      WorkerPool workers,
      Progress progress) {
    PatchGrid grid = new PatchGrid(view.image().width(), view.image().height(), patch, stride);
    ViewPlane plane = new ViewPlane(view, 0, (double) InputSpec.NETWORK_SIDE / patch);
    PatchEncoder encoder = new PatchEncoder(backbone, workers);
    for (int row = 0; row < grid.rows(); row++) {
      int y = row;
      encoder.encode(
          workers.map(
              grid.columns(),
              column -> {
                Box box = grid.patch(column, y);
                return plane.around(box.centreX(), box.centreY(), InputSpec.NETWORK_SIDE);
              }));
      progress.done((row + 1.0) / grid.rows());
    }
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
