package sc.fiji.fewshot.encode;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;

/**
 * Runs the CNN on each patch on its own and pools the whole of its maps: the reference for the
 * dense encoder, and the way to embed whole images.
 */
public final class PatchEncoder {

  /** Larger batches gain nothing on a CPU, fall out of its caches and take memory. */
  private static final int PIXELS_A_BATCH = 16 * 128 * 128;

  private final Backbone backbone;
  private final WorkerPool workers;
  private final int margin;

  /**
   * An encoder of patches without surroundings.
   *
   * @param backbone to run; stays the caller's
   * @param workers to run it on; stay the caller's
   */
  public PatchEncoder(Backbone backbone, WorkerPool workers) {
    this(backbone, workers, 0);
  }

  /**
   * @param backbone to run; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param margin pixels on each side of a patch that are seen but not pooled, a multiple of the
   *     coarsest stride; they stand for what the dense encoder sees around a window. A backbone
   *     that pools by itself is not shown them.
   */
  public PatchEncoder(Backbone backbone, WorkerPool workers, int margin) {
    this.backbone = backbone;
    this.workers = workers;
    this.margin = margin;
  }

  /**
   * Embeds patches. Which patches share a batch depends on their order only.
   *
   * @param patches with their margins, all of one size, width and height multiples of the
   *     backbone's {@link sc.fiji.fewshot.backbone.BackboneInfo#inputMultiple()}
   * @return one raw embedding a patch
   * @throws sc.fiji.fewshot.FewShotException if the device has too little memory for a single one
   */
  public float[][] encode(List<RgbImage> patches) {
    if (patches.isEmpty()) {
      return new float[0][];
    }
    RgbImage first = patches.get(0);
    int batch = Math.max(1, PIXELS_A_BATCH / (first.width() * first.height()));
    int batches = (patches.size() + batch - 1) / batch;
    return workers
        .map(
            batches,
            b -> {
              int to = Math.min(patches.size(), (b + 1) * batch);
              return encodeInMemory(patches.subList(b * batch, to));
            })
        .stream()
        .flatMap(List::stream)
        .toArray(float[][]::new);
  }

  /** In halves, and halves of these, where the device has too little memory for all at once. */
  private List<float[]> encodeInMemory(List<RgbImage> patches) {
    try {
      return List.of(encodeBatch(patches));
    } catch (EngineException e) {
      if (!DeviceMemory.isExhausted(e)) {
        throw e;
      }
      if (patches.size() == 1) {
        throw DeviceMemory.tooLittle(e);
      }
    }
    int half = patches.size() / 2;
    List<float[]> rows = new ArrayList<>(encodeInMemory(patches.subList(0, half)));
    rows.addAll(encodeInMemory(patches.subList(half, patches.size())));
    return rows;
  }

  private float[][] encodeBatch(List<RgbImage> patches) {
    try (NDManager manager = backbone.newManager()) {
      if (backbone.info().pooled()) {
        List<RgbImage> bare = patches.stream().map(this::withoutMargin).toList();
        return Rows.of(backbone.forward(InputBatch.of(manager, bare)).singletonOrThrow());
      }
      NDList maps = backbone.forward(InputBatch.of(manager, patches));
      NDArray pooled = StagePooling.pool(withoutMargin(maps));
      return Rows.of(pooled);
    }
  }

  private RgbImage withoutMargin(RgbImage patch) {
    int width = patch.width() - 2 * margin;
    int height = patch.height() - 2 * margin;
    return margin == 0 ? patch : patch.crop(new Box(margin, margin, width, height));
  }

  private NDList withoutMargin(NDList maps) {
    if (margin == 0) {
      return maps;
    }
    NDList centres = new NDList();
    for (int i = 0; i < maps.size(); i++) {
      int cells = margin / backbone.info().stages().get(i).stride();
      centres.add(maps.get(i).get(":, :, %d:-%d, %d:-%d".formatted(cells, cells, cells, cells)));
    }
    return centres;
  }
}
