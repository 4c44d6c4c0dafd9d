package sc.fiji.fewshot.classifier;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

  /** A patch speaks for its middle, which lies on the example as far as half a patch beside it. */
  private static final int SHIFT = InputSpec.NETWORK_SIDE / 2;

  /** Probes have the whole margin, as what they stand for sees the whole image around it. */
  private static final int PROBE_SQUARE = InputSpec.NETWORK_SIDE + 2 * (SHIFT + InputSpec.MARGIN);

  /** The probes' windows in that square: on the example, left and right of it, above and below. */
  private static final List<Box> PROBES =
      Stream.of(new int[][] {{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}})
          .map(
              at ->
                  new Box(
                      InputSpec.MARGIN + SHIFT * (1 + at[0]),
                      InputSpec.MARGIN + SHIFT * (1 + at[1]),
                      InputSpec.NETWORK_SIDE,
                      InputSpec.NETWORK_SIDE))
          .toList();

  private static final int MOST_WINDOWS = 9;

  /**
   * An example as embeddings.
   *
   * @param mean over windows and views: what is learnt from
   * @param views the single ones that the mean is of
   * @param probes single windows as queries see them, on the example and half a window beside it
   */
  public record Encoded(float[] mean, float[][] views, float[][] probes) {}

  private final PatchEncoder viewEncoder;
  private final PatchEncoder probeEncoder;
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
    viewEncoder = new PatchEncoder(backbone, workers, InputSpec.VIEW_MARGIN);
    probeEncoder = new PatchEncoder(backbone, workers, InputSpec.MARGIN);
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
    ExampleWindows.Centre centre = centres.get(centres.size() / 2);
    RgbImage square =
        new ViewPlane(view, example.slice(), input.scale())
            .around(centre.x(), centre.y(), PROBE_SQUARE);
    float[][] views = viewEncoder.encode(views(view, example, input));
    return new Encoded(
        MeanEmbedding.of(views), views, probeEncoder.encode(List.of(square), PROBES).get(0));
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
    int side = InputSpec.NETWORK_SIDE + 2 * InputSpec.VIEW_MARGIN;
    int context = augmenter.geometry().contextSide(side);
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
