package sc.fiji.fewshot.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;

/** Embeds examples: the mean over their windows and over each window's augmented views. */
public final class ExampleEncoder {

  /** Where queries may lie that still show the example, in quarters of a patch. */
  private static final int[][] PROBES = {{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}};

  private static final int MOST_WINDOWS = 9;

  /**
   * An example as embeddings.
   *
   * @param mean over windows and views: what is learnt from
   * @param probes single windows as queries see them, on the example and somewhat beside it
   */
  public record Encoded(float[] mean, float[][] probes) {}

  private final PatchEncoder encoder;
  private final WorkerPool workers;
  private final Augmenter augmenter;
  private final int viewCount;

  /**
   * @param backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param augmenter makes the views
   * @param views of each example, at least 1
   */
  public ExampleEncoder(Backbone backbone, WorkerPool workers, Augmenter augmenter, int views) {
    this.encoder = new PatchEncoder(backbone, workers, InputSpec.MARGIN);
    this.workers = workers;
    this.augmenter = augmenter;
    this.viewCount = views;
  }

  /**
   * Embeds an example; blocks until done.
   *
   * @param view of the example's image
   * @param example marked region
   * @param input patch and scale
   * @return its raw embeddings
   */
  public Encoded encode(RgbView view, Example example, InputSpec input) {
    List<ExampleWindows.Centre> centres = centres(example, input);
    int side = InputSpec.NETWORK_SIDE + 2 * InputSpec.MARGIN;
    ViewPlane plane = new ViewPlane(view, example.slice(), input.scale());
    List<RgbImage> all = new ArrayList<>(views(view, example, input));
    int views = all.size();
    ExampleWindows.Centre centre = centres.get(centres.size() / 2);
    for (int[] shift : PROBES) {
      double step = input.patch() / 4.0;
      all.add(plane.around(centre.x() + shift[0] * step, centre.y() + shift[1] * step, side));
    }
    float[][] rows = encoder.encode(all);
    return new Encoded(
        MeanEmbedding.of(Arrays.copyOf(rows, views)), Arrays.copyOfRange(rows, views, rows.length));
  }

  private static List<ExampleWindows.Centre> centres(Example example, InputSpec input) {
    return ExampleWindows.of(example.region(), input.patch(), MOST_WINDOWS);
  }

  /**
   * Makes the views of an example.
   *
   * @param view of the example's image
   * @param example marked region
   * @param input patch and scale
   * @return the views of all its windows, with their margins
   */
  public List<RgbImage> views(RgbView view, Example example, InputSpec input) {
    List<ExampleWindows.Centre> centres = centres(example, input);
    // Large regions vary by themselves: they need fewer views of each window.
    int each = Math.max(1, (viewCount + centres.size() - 1) / centres.size());
    int side = InputSpec.NETWORK_SIDE + 2 * InputSpec.MARGIN;
    int context = augmenter.preset().geometry().contextSide(side);
    ViewPlane plane = new ViewPlane(view, example.slice(), input.scale());
    long identity = identity(example);
    List<RgbImage> all = new ArrayList<>();
    workers
        .map(
            centres.size(),
            i ->
                augmenter.views(
                    plane.around(centres.get(i).x(), centres.get(i).y(), context),
                    side,
                    each,
                    identity * MOST_WINDOWS + i))
        .forEach(all::addAll);
    return all;
  }

  /**
   * Tells an example's random views from those of others. It depends on where the example lies
   * only, so its views stay the same whatever else is marked.
   */
  private static long identity(Example example) {
    Box box = example.region().bounds();
    int hash = example.slice();
    for (int number : new int[] {box.x(), box.y(), box.width(), box.height()}) {
      hash = 31 * hash + number;
    }
    return Integer.toUnsignedLong(hash);
  }
}
