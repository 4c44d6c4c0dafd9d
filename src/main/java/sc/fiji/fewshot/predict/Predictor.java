package sc.fiji.fewshot.predict;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.classifier.ExampleWindows;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.classifier.ViewPlane;
import sc.fiji.fewshot.encode.DenseEncoder;
import sc.fiji.fewshot.encode.FeatureCache;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbFile;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.Whitening;

/** Classifies with one classifier. One thread at a time. */
public final class Predictor {

  private static final int MOST_WINDOWS = 25;

  /** A patch that is encoded on its own, with its surroundings, network pixels. */
  private static final int SINGLE_SIDE = InputSpec.NETWORK_SIDE + 2 * InputSpec.MARGIN;

  private final Classifier classifier;
  private final boolean pooled;
  private final DenseEncoder dense;
  private final PatchEncoder whole;
  private final PatchEncoder single;
  private final WorkerPool workers;
  private final Scorer scorer;
  private final Augmenter queries;

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
    this.workers = workers;
    pooled = backbone.info().pooled();
    dense = new DenseEncoder(backbone, workers, cache, InputSpec.NETWORK_SIDE);
    whole = new PatchEncoder(backbone, workers);
    single = new PatchEncoder(backbone, workers, InputSpec.MARGIN);
    queries =
        new Augmenter(
            AugmentationPreset.parse(classifier.training().preset()), classifier.training().seed());
    scorer = new Scorer(classifier, Whitening.of(backbone.statistics()));
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
   * Classifies a slice patch by patch, encoding it once; with a backbone that yields no maps, each
   * patch on its own.
   *
   * @param view of the image
   * @param slice 0-based
   * @param stride from one patch to the next, image pixels
   * @param progress may cancel
   * @return the prediction
   */
  public GridPrediction grid(RgbView view, int slice, int stride, Progress progress) {
    return grid(view, slice, stride, ScoreRoom.HEAP, progress);
  }

  /**
   * As {@link #grid(RgbView, int, int, Progress)}.
   *
   * @param view of the image
   * @param slice 0-based
   * @param stride from one patch to the next, image pixels
   * @param room for the scores
   * @param progress may cancel
   * @return the prediction
   */
  public GridPrediction grid(
      RgbView view, int slice, int stride, ScoreRoom room, Progress progress) {
    if (pooled) {
      return gridOneByOne(view, slice, stride, room, progress);
    }
    PatchGrid grid = patches(view, stride);
    Scores scores = empty(grid, room);
    double scale = classifier.input().scale();
    ViewPlane plane = new ViewPlane(view, slice, scale);
    int[] done = new int[1];
    progress.done(0);
    dense.grid(
        plane,
        plane,
        grid.lefts(scale),
        grid.tops(scale),
        scorer::score,
        (column, row, columns, part) -> {
          scores.paste(part, column, row, columns, grid.columns());
          done[0] += part.size();
          progress.done((double) done[0] / scores.size());
        });
    return prediction(grid, slice, scores);
  }

  /**
   * @param view of the image
   * @return into how many blocks each slice is cut, which can be classified each on its own; 1 with
   *     a backbone that yields no maps
   */
  public int blocks(RgbView view) {
    return pooled ? 1 : dense.blocks(new ViewPlane(view, 0, classifier.input().scale()));
  }

  /**
   * Classifies a block of a slice patch by patch: of {@link #grid}, what lies in that block.
   *
   * @param view of the image
   * @param slice 0-based
   * @param stride from one patch to the next, image pixels
   * @param block its number, from 0 to {@link #blocks} - 1
   * @return the scores, to be joined with those of the other blocks
   */
  public List<GridPart> block(RgbView view, int slice, int stride, int block) {
    PatchGrid grid = patches(view, stride);
    if (pooled) {
      Scores all = gridOneByOne(view, slice, stride, Progress.NONE).scores();
      return List.of(GridPart.of(slice, 0, 0, grid.columns(), all));
    }
    double scale = classifier.input().scale();
    ViewPlane plane = new ViewPlane(view, slice, scale);
    List<GridPart> parts = new ArrayList<>();
    dense.block(
        block,
        plane,
        plane,
        grid.lefts(scale),
        grid.tops(scale),
        scorer::score,
        (column, row, columns, scores) ->
            parts.add(GridPart.of(slice, column, row, columns, scores)));
    return parts;
  }

  /**
   * Joins what was found block by block, wherever that was.
   *
   * @param view of the image
   * @param slice 0-based
   * @param stride from one patch to the next, image pixels
   * @param parts of all blocks of the slice, in any order; those of other slices are passed over
   * @param room for the scores
   * @return the prediction, the same as that of {@link #grid}
   * @throws IllegalArgumentException if a part is missing
   */
  public GridPrediction join(
      RgbView view, int slice, int stride, List<GridPart> parts, ScoreRoom room) {
    PatchGrid grid = patches(view, stride);
    Scores scores = empty(grid, room);
    int joined = 0;
    for (GridPart part : parts) {
      if (part.slice() == slice) {
        Scores found = part.scores();
        scores.paste(found, part.column(), part.row(), part.columns(), grid.columns());
        joined += found.size();
      }
    }
    if (joined != scores.size()) {
      throw new IllegalArgumentException(
          "%d of %d patches of slice %d".formatted(joined, scores.size(), slice));
    }
    return prediction(grid, slice, scores);
  }

  /**
   * Classifies a slice patch by patch, encoding each patch on its own: slow, the reference for
   * {@link #grid}.
   *
   * @param view of the image
   * @param slice 0-based
   * @param stride from one patch to the next, image pixels
   * @param progress may cancel
   * @return the prediction
   */
  public GridPrediction gridOneByOne(RgbView view, int slice, int stride, Progress progress) {
    return gridOneByOne(view, slice, stride, ScoreRoom.HEAP, progress);
  }

  private GridPrediction gridOneByOne(
      RgbView view, int slice, int stride, ScoreRoom room, Progress progress) {
    PatchGrid grid = patches(view, stride);
    Scores scores = empty(grid, room);
    ViewPlane plane = new ViewPlane(view, slice, classifier.input().scale());
    for (int row = 0; row < grid.rows(); row++) {
      int y = row;
      List<RgbImage> crops =
          workers.map(
              grid.columns(),
              column -> {
                Box patch = grid.patch(column, y);
                return plane.around(patch.centreX(), patch.centreY(), SINGLE_SIDE);
              });
      Scores part = scorer.score(single.encode(crops));
      scores.paste(part, 0, row * grid.columns(), grid.columns());
      progress.done((row + 1.0) / grid.rows());
    }
    return prediction(grid, slice, scores);
  }

  private Scores empty(PatchGrid grid, ScoreRoom room) {
    int patches = Math.multiplyExact(grid.columns(), grid.rows());
    return Scores.empty(classifier.classes().size(), patches, room);
  }

  /**
   * @param view of an image
   * @param stride from one patch to the next, image pixels
   * @return how many numbers the scores of all its slices are
   */
  public long scoreCount(RgbView view, int stride) {
    PatchGrid grid = patches(view, stride);
    long patches = (long) grid.columns() * grid.rows() * view.image().slices();
    return patches * (classifier.classes().size() + 1);
  }

  private PatchGrid patches(RgbView view, int stride) {
    return new PatchGrid(
        view.image().width(), view.image().height(), classifier.input().patch(), stride);
  }

  private GridPrediction prediction(PatchGrid grid, int slice, Scores scores) {
    return new GridPrediction(grid, slice, scores, classifier.unknown().threshold());
  }

  /**
   * Classifies a region: by the mean embedding of its windows.
   *
   * @param view of the image
   * @param slice 0-based
   * @param name of the region
   * @param region to classify
   * @return the prediction
   */
  public RegionPrediction region(RgbView view, int slice, String name, Region region) {
    ViewPlane plane = new ViewPlane(view, slice, classifier.input().scale());
    List<ExampleWindows.Centre> centres =
        ExampleWindows.of(region, classifier.input().patch(), MOST_WINDOWS);
    float[][] windows = pooled ? windowsOneByOne(plane, centres) : windows(plane, centres);
    Scores scores = scorer.score(new float[][] {MeanEmbedding.of(windows)});
    return prediction(name, slice, region, scores);
  }

  private float[][] windows(ViewPlane plane, List<ExampleWindows.Centre> centres) {
    double half = InputSpec.NETWORK_SIDE / 2.0;
    double scale = plane.scale();
    return centres.stream()
        .map(c -> dense.window(plane, plane, c.x() * scale - half, c.y() * scale - half))
        .toArray(float[][]::new);
  }

  private float[][] windowsOneByOne(ViewPlane plane, List<ExampleWindows.Centre> centres) {
    return single.encode(
        centres.stream().map(c -> plane.around(c.x(), c.y(), SINGLE_SIDE)).toList());
  }

  /**
   * Classifies a whole slice as one patch: by the mean embedding of its views.
   *
   * @param view of the image
   * @param slice 0-based
   * @return the prediction
   */
  public RegionPrediction image(RgbView view, int slice) {
    Region all = Region.rectangle(0, 0, view.image().width(), view.image().height());
    RgbImage small = RgbFile.read(view, slice, InputSpec.NETWORK_SIDE);
    List<RgbImage> views =
        queries.views(small, InputSpec.NETWORK_SIDE, queries.queryViews(), slice);
    Scores scores = scorer.score(new float[][] {MeanEmbedding.of(whole.encode(views))});
    return prediction(view.image().name(), slice, all, scores);
  }

  private RegionPrediction prediction(String name, int slice, Region region, Scores scores) {
    Verdict verdict =
        Verdict.of(scores.confidence(0), scores.novelty(0), classifier.unknown().threshold());
    return new RegionPrediction(name, slice, region, scores, verdict);
  }
}
