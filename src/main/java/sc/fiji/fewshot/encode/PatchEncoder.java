package sc.fiji.fewshot.encode;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
    Box whole = new Box(margin, margin, first.width() - 2 * margin, first.height() - 2 * margin);
    return encode(patches, List.of(whole)).stream().map(rows -> rows[0]).toArray(float[][]::new);
  }

  /**
   * Embeds several windows of each image, which share its maps as far as they lie on the cells of
   * all of them.
   *
   * @param images with their margins, all of one size, as in {@link #encode(List)}
   * @param windows within an image without its margins, all of one size
   * @return for each image one raw embedding a window
   */
  public List<float[][]> encode(List<RgbImage> images, List<Box> windows) {
    if (!sharesMaps(windows)) {
      return images.stream()
          .map(image -> encode(windows.stream().map(w -> image.crop(grown(w, margin))).toList()))
          .toList();
    }
    RgbImage first = images.get(0);
    int batch = Math.max(1, PIXELS_A_BATCH / (first.width() * first.height()));
    int batches = (images.size() + batch - 1) / batch;
    return workers
        .map(
            batches,
            b -> {
              int to = Math.min(images.size(), (b + 1) * batch);
              return encodeInMemory(images.subList(b * batch, to), windows);
            })
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** A single window always does: without maps to share it is cut from the image. */
  private boolean sharesMaps(List<Box> windows) {
    int multiple = backbone.info().inputMultiple();
    return windows.size() == 1
        || !backbone.info().pooled()
            && windows.stream()
                .allMatch(
                    w ->
                        w.x() % multiple == 0
                            && w.y() % multiple == 0
                            && w.width() % multiple == 0
                            && w.height() % multiple == 0);
  }

  private static Box grown(Box box, int margin) {
    return new Box(
        box.x() - margin, box.y() - margin, box.width() + 2 * margin, box.height() + 2 * margin);
  }

  /** In halves, and halves of these, where the device has too little memory for all at once. */
  private List<float[][]> encodeInMemory(List<RgbImage> patches, List<Box> windows) {
    try {
      return encodeBatch(patches, windows);
    } catch (EngineException e) {
      if (!DeviceMemory.isExhausted(e)) {
        throw e;
      }
      if (patches.size() == 1) {
        throw DeviceMemory.tooLittle(e);
      }
    }
    int half = patches.size() / 2;
    List<float[][]> rows = new ArrayList<>(encodeInMemory(patches.subList(0, half), windows));
    rows.addAll(encodeInMemory(patches.subList(half, patches.size()), windows));
    return rows;
  }

  private List<float[][]> encodeBatch(List<RgbImage> patches, List<Box> windows) {
    try (NDManager manager = backbone.newManager()) {
      List<float[][]> byWindow = new ArrayList<>();
      if (backbone.info().pooled()) {
        Box window = windows.get(0);
        List<RgbImage> bare = patches.stream().map(patch -> patch.crop(window)).toList();
        NDList embeddings = backbone.forward(InputBatch.of(manager, bare));
        byWindow.add(Rows.of(embeddings.singletonOrThrow()));
      } else {
        NDList maps = backbone.forward(InputBatch.of(manager, patches));
        windows.forEach(window -> byWindow.add(Rows.of(StagePooling.pool(within(maps, window)))));
      }
      return IntStream.range(0, patches.size())
          .mapToObj(i -> byWindow.stream().map(rows -> rows[i]).toArray(float[][]::new))
          .toList();
    }
  }

  private NDList within(NDList maps, Box window) {
    NDList parts = new NDList();
    for (int i = 0; i < maps.size(); i++) {
      Box cells = BlockEncoder.cells(window, backbone.info().stages().get(i).stride());
      parts.add(
          maps.get(i)
              .get(
                  ":, :, %d:%d, %d:%d"
                      .formatted(cells.y(), cells.bottom(), cells.x(), cells.right())));
    }
    return parts;
  }
}
