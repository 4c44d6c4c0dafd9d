package sc.fiji.fewshot.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.ClassFolder;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbFile;
import sc.fiji.fewshot.learn.PrototypicalMethod;
import sc.fiji.fewshot.learn.Standardiser;

/**
 * A backbone as it is: the mean of its last feature map, brought to unit length, and the nearest
 * prototype; one view, no statistics. The simple rival that a recipe has to beat, as in Chen, Liu,
 * Kira, Wang and Huang, "A Closer Look at Few-shot Classification" (ICLR 2019).
 *
 * @param source of features; stays the caller's
 * @param workers to encode on; stay the caller's
 * @param cache of embeddings
 * @param transductive whether embeddings are brought to scale by the queries
 */
public record BarePeer(
    Backbone source, WorkerPool workers, EmbeddingCache cache, boolean transductive)
    implements Peer {

  /** The name by which a user chooses it. */
  public static final String METHOD = "bare";

  /** Side of an image as the CNN sees it, pixels: what suits networks trained on ImageNet. */
  private static final int SIDE = 160;

  private static final int IMAGES_AT_ONCE = 32;

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public String backbone() {
    return source.info().name();
  }

  @Override
  public Learner prepare(ClassFolder folder, Progress progress) {
    float[][] rows =
        cache
            .get(
                folder.images(),
                source.info().sha256() + " 1 bare side=" + side(source.info()),
                this::encode,
                progress)
            .stream()
            .map(row -> row[0])
            .toArray(float[][]::new);
    return new EmbeddedLearner(
        rows,
        rows,
        new PrototypicalMethod(),
        support -> Standardiser.identity(support.dimension()));
  }

  private List<float[][]> encode(List<Path> images, Progress progress) {
    PatchEncoder encoder = new PatchEncoder(source, workers);
    int side = side(source.info());
    List<float[][]> lastMeans = new ArrayList<>();
    for (int start = 0; start < images.size(); start += IMAGES_AT_ONCE) {
      List<Path> part = images.subList(start, Math.min(images.size(), start + IMAGES_AT_ONCE));
      for (float[] row :
          encoder.encode(workers.map(part.size(), i -> RgbFile.read(part.get(i), side)))) {
        lastMeans.add(new float[][] {lastMean(source.info(), row)});
      }
      progress.done((double) lastMeans.size() / images.size());
    }
    return lastMeans;
  }

  /**
   * An embedding ends with the means and then the deviations of the last stage, if it was not
   * pooled by the backbone itself.
   */
  static float[] lastMean(BackboneInfo info, float[] embedding) {
    if (info.pooled()) {
      return embedding;
    }
    int channels = info.stages().get(info.stages().size() - 1).channels();
    return Arrays.copyOfRange(
        embedding, embedding.length - 2 * channels, embedding.length - channels);
  }

  /** The usual side, or somewhat more where the backbone takes only multiples of something else. */
  static int side(BackboneInfo info) {
    return (SIDE + info.inputMultiple() - 1) / info.inputMultiple() * info.inputMultiple();
  }
}
