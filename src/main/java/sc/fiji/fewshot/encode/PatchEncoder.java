package sc.fiji.fewshot.encode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Runs the CNN on each patch on its own and pools the whole of its maps: the reference for the
 * dense encoder, and the way to embed whole images.
 */
public final class PatchEncoder {

  /** Larger batches gain nothing on a CPU and take memory. */
  static final int BATCH = 16;

  private final Backbone backbone;
  private final WorkerPool workers;

  /**
   * @param backbone to run; stays the caller's
   * @param workers to run it on; stay the caller's
   */
  public PatchEncoder(Backbone backbone, WorkerPool workers) {
    this.backbone = backbone;
    this.workers = workers;
  }

  /**
   * Embeds patches. Which patches share a batch depends on their order only.
   *
   * @param patches all of one size, width and height multiples of the backbone's {@link
   *     sc.fiji.fewshot.backbone.BackboneInfo#inputMultiple()}
   * @return one raw embedding a patch
   */
  public float[][] encode(List<RgbImage> patches) {
    int batches = (patches.size() + BATCH - 1) / BATCH;
    return workers
        .map(
            batches,
            b -> {
              int to = Math.min(patches.size(), (b + 1) * BATCH);
              return encodeBatch(patches.subList(b * BATCH, to));
            })
        .stream()
        .flatMap(java.util.Arrays::stream)
        .toArray(float[][]::new);
  }

  private float[][] encodeBatch(List<RgbImage> patches) {
    try (NDManager manager = backbone.newManager()) {
      NDList maps = backbone.forward(InputBatch.of(manager, patches));
      NDArray pooled = StagePooling.pool(maps);
      return Rows.of(pooled);
    }
  }
}
