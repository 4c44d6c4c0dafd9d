package sc.fiji.fewshot.classifier;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.augment.AugmentationPreset;
import sc.fiji.fewshot.augment.ImageFacts;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;
import sc.fiji.fewshot.learn.Standardiser;
import sc.fiji.fewshot.learn.Whitening;

/** What can be told of images without any mark in them. */
public final class ImageLooks {

  /** Tiles whose statistics standardise the embeddings, in all images together. */
  static final int STATISTICS_TILES = 160;

  private ImageLooks() {}

  /**
   * What images look like.
   *
   * @param standardiser brings embeddings of these images to scale, with the backbone's metric
   * @param tiles raw embeddings of tiles from all over the images
   */
  public record Statistics(Standardiser standardiser, float[][] tiles) {}

  /**
   * Means and deviations of the images' own tiles: free unlabelled data. Blocks until done.
   *
   * @param views of the images, at least one
   * @param input patch and scale
   * @param backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param progress may cancel
   * @return they, and the tiles
   */
  public static Statistics statistics(
      List<RgbView> views,
      InputSpec input,
      Backbone backbone,
      WorkerPool workers,
      Progress progress) {
    TileSample sample = new TileSample(backbone, workers, input);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      rows.addAll(sample.embeddings(views.get(i), STATISTICS_TILES / views.size()));
      progress.done((i + 1.0) / views.size());
    }
    float[][] tiles = rows.toArray(float[][]::new);
    return new Statistics(Standardiser.of(tiles).with(Whitening.of(backbone.statistics())), tiles);
  }

  /**
   * The tiles of {@link #statistics} of one image. Blocks until done.
   *
   * @param view of the image
   * @param input patch and scale
   * @param backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   * @return their raw embeddings
   */
  static float[][] tiles(RgbView view, InputSpec input, Backbone backbone, WorkerPool workers) {
    return new TileSample(backbone, workers, input)
        .embeddings(view, STATISTICS_TILES)
        .toArray(float[][]::new);
  }

  /**
   * @param view of an image
   * @return what may vary in it without changing what it shows
   */
  public static AugmentationPreset guessPreset(RgbView view) {
    ImageSource image = view.image();
    double shrink = Math.min(1, 512.0 / Math.max(image.width(), image.height()));
    RgbImage small = view.overview(0, shrink);
    return AugmentationPreset.guess(ImageFacts.measure(small, image.isRgb(), image.isRadiology()));
  }
}
