package sc.fiji.fewshot.classifier;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;

/** Embeds examples: the mean over their windows and over each window's augmented views. */
final class ExampleEncoder {

  /** Seen around a view but not pooled, network pixels: stands for the dense encoder's halo. */
  static final int MARGIN = 64;

  private static final int MOST_WINDOWS = 9;

  private final PatchEncoder encoder;
  private final WorkerPool workers;
  private final Augmenter augmenter;
  private final int views;

  ExampleEncoder(Backbone backbone, WorkerPool workers, Augmenter augmenter, int views) {
    this.encoder = new PatchEncoder(backbone, workers, MARGIN);
    this.workers = workers;
    this.augmenter = augmenter;
    this.views = views;
  }

  /**
   * @param view of the example's image
   * @param example marked region
   * @param id tells the example's random views from those of others
   * @param input patch and scale
   * @return the raw embedding
   */
  float[] encode(RgbView view, Example example, long id, InputSpec input) {
    List<ExampleWindows.Centre> centres =
        ExampleWindows.of(example.region(), input.patch(), MOST_WINDOWS);
    // Large regions vary by themselves: they need fewer views of each window.
    int each = Math.max(1, (views + centres.size() - 1) / centres.size());
    int side = InputSpec.NETWORK_SIDE + 2 * MARGIN;
    int context = augmenter.preset().geometry().contextSide(side);
    ViewPlane plane = new ViewPlane(view, example.slice(), input.scale());
    List<RgbImage> all = new ArrayList<>();
    workers
        .map(
            centres.size(),
            i ->
                augmenter.views(
                    plane.around(centres.get(i).x(), centres.get(i).y(), context),
                    side,
                    each,
                    id * MOST_WINDOWS + i))
        .forEach(all::addAll);
    return MeanEmbedding.of(encoder.encode(all));
  }
}
