package sc.fiji.fewshot.classifier;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.augment.Augmenter;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.encode.MeanEmbedding;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.ImageFiles;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.IntensityMapping;
import sc.fiji.fewshot.image.RgbFile;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;

/** Embeds whole images, both as examples to learn from and as queries. */
public final class FolderEncoder {

  /** Views in memory at a time: some 100 MB. */
  private static final int VIEWS_AT_ONCE = 512;

  private final PatchEncoder encoder;
  private final WorkerPool workers;
  private final IntensityMapping mapping;
  private final Augmenter augmenter;
  private final int views;
  private final boolean keepsViews;

  /**
   * Raw embeddings, one row an image.
   *
   * @param asSupport means over the augmented views
   * @param views the single views of each image that {@code asSupport} is the mean of; just that
   *     mean where single views are not kept
   * @param asQuery means over the views of a query
   */
  public record Encoded(float[][] asSupport, float[][][] views, float[][] asQuery) {}

  /**
   * @param backbone to embed with; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param mapping channels and intensities
   * @param augmenter makes the views
   * @param views of each image, at least 1
   * @param keepsViews whether the embeddings of single views are kept: some 14 KB each
   */
  public FolderEncoder(
      Backbone backbone,
      WorkerPool workers,
      IntensityMapping mapping,
      Augmenter augmenter,
      int views,
      boolean keepsViews) {
    this.encoder = new PatchEncoder(backbone, workers);
    this.workers = workers;
    this.mapping = mapping;
    this.augmenter = augmenter;
    this.views = views;
    this.keepsViews = keepsViews;
  }

  /**
   * Embeds images; blocks until done. An image's embeddings depend on its content alone, not on its
   * name or on the other images.
   *
   * @param images their files
   * @param progress may cancel
   * @return the embeddings in the order of the images
   * @throws sc.fiji.fewshot.FewShotException if an image cannot be read
   */
  public Encoded encode(List<Path> images, Progress progress) {
    int n = images.size();
    float[][] asSupport = new float[n][];
    float[][][] single = new float[n][][];
    float[][] asQuery = new float[n][];
    int atOnce = Math.max(1, VIEWS_AT_ONCE / viewsOfEach());
    for (int start = 0; start < n; start += atOnce) {
      int from = start;
      List<List<RgbImage>> ofImages =
          workers.map(Math.min(atOnce, n - start), i -> viewsOf(images.get(from + i)));
      List<RgbImage> all = new ArrayList<>();
      ofImages.forEach(all::addAll);
      float[][] rows = encoder.encode(all);
      int row = 0;
      for (int i = 0; i < ofImages.size(); i++) {
        int count = ofImages.get(i).size();
        int examples = Math.min(views, count);
        float[][] ofExample = Arrays.copyOfRange(rows, row, row + examples);
        asSupport[start + i] = MeanEmbedding.of(ofExample);
        single[start + i] = keepsViews ? ofExample : new float[][] {asSupport[start + i]};
        asQuery[start + i] =
            MeanEmbedding.of(Arrays.copyOfRange(rows, row, row + augmenter.queryViews()));
        row += count;
      }
      progress.done((double) (start + ofImages.size()) / n);
    }
    return new Encoded(asSupport, single, asQuery);
  }

  /**
   * @return how many of an image's views, from the first on, its embedding as a query is the mean
   *     of
   */
  public int queryViews() {
    return augmenter.queryViews();
  }

  /**
   * @param file an image
   * @return its views: as many as an example or a query has, whichever are more
   * @throws sc.fiji.fewshot.FewShotException if it cannot be read
   */
  public List<RgbImage> viewsOf(Path file) {
    RgbImage image = read(file);
    return augmenter.views(
        image, InputSpec.NETWORK_SIDE, viewsOfEach(), Arrays.hashCode(image.rgb()));
  }

  private int viewsOfEach() {
    return Math.max(views, augmenter.queryViews());
  }

  /**
   * @return everything but the weights and the image that an embedding depends on, for caches: the
   *     leading number is to be raised whenever the same settings give other embeddings
   */
  public String settings() {
    return "2 folder side=%d views=%d queries=%d preset=%s%s seed=%d mapping=%s%s"
        .formatted(
            InputSpec.NETWORK_SIDE,
            views,
            augmenter.queryViews(),
            augmenter.preset().key(),
            augmenter.strong() ? " strong" : "",
            augmenter.seed(),
            range(),
            keepsViews ? " single" : "");
  }

  private String range() {
    return "%s %b %s-%s %s-%s"
        .formatted(
            Arrays.toString(mapping.channels()),
            mapping.perImage(),
            mapping.lowPercentile(),
            mapping.highPercentile(),
            Arrays.toString(mapping.low()),
            Arrays.toString(mapping.high()));
  }

  RgbImage read(Path file) {
    try (ImageSource image = ImageFiles.open(file)) {
      return RgbFile.read(
          new RgbView(image, mapping.fitting(image).resolve(image)), 0, InputSpec.NETWORK_SIDE);
    }
  }
}
