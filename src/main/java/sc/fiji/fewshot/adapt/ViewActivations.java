package sc.fiji.fewshot.adapt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.backbone.AdaptableBackbone;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.backbone.BackboneInfo;
import sc.fiji.fewshot.encode.InputBatch;
import sc.fiji.fewshot.encode.PatchEncoder;
import sc.fiji.fewshot.encode.Rows;
import sc.fiji.fewshot.encode.StagePooling;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.RgbImage;

/**
 * What the frozen stages make of images: their pooled features, which never change again, and the
 * map that the adapted stages start from, kept at half precision outside of the Java heap until
 * this is closed. Safe for use from several threads once it is filled.
 */
final class ViewActivations implements AutoCloseable {

  private static final int PIXELS_A_BATCH = 16 * 128 * 128;

  private final Backbone backbone;
  private final int frozen;
  private final int margin;
  private final int keptMargin;
  private final NDManager manager;
  private final List<float[]> pooled = new ArrayList<>();
  private final List<NDArray> maps = new ArrayList<>();

  /** One batch on its way from a worker to the store. */
  private record Part(float[][] pooled, NDList maps) {}

  /**
   * @param backbone to run; stays the caller's and must stay open
   * @param frozen how many stages stay as they are, 0 to all
   * @param margin pixels on each side of an image that are seen but not pooled, a multiple of the
   *     coarsest stride
   */
  ViewActivations(Backbone backbone, int frozen, int margin) {
    this.backbone = backbone;
    this.frozen = frozen;
    this.margin = margin;
    List<BackboneInfo.Stage> stages = backbone.info().stages();
    // Behind a single stage lies one separable convolution, which sees less than a coarse cell.
    keptMargin =
        frozen == stages.size() - 1 ? Math.min(margin, stages.get(frozen).stride()) : margin;
    manager = backbone.newManager();
  }

  /**
   * Runs the frozen stages on further images; blocks until done.
   *
   * @param images with their margins, all of one size
   * @param workers to run on
   */
  void add(List<RgbImage> images, WorkerPool workers) {
    if (images.isEmpty()) {
      return;
    }
    if (allFrozen()) {
      pooled.addAll(List.of(new PatchEncoder(backbone, workers, margin).encode(images)));
      return;
    }
    int batch = Math.max(1, PIXELS_A_BATCH / (images.get(0).width() * images.get(0).height()));
    int batches = (images.size() + batch - 1) / batch;
    List<Part> parts =
        workers.map(
            batches, b -> run(images.subList(b * batch, Math.min(images.size(), (b + 1) * batch))));
    for (Part part : parts) {
      pooled.addAll(List.of(part.pooled()));
      maps.addAll(part.maps());
    }
  }

  private Part run(List<RgbImage> images) {
    try (NDManager scope = backbone.newManager()) {
      NDArray batch = InputBatch.of(scope, images);
      NDList stages = frozen == 0 ? new NDList() : adaptable().head(batch, frozen);
      float[][] features =
          frozen == 0
              ? new float[images.size()][0]
              : Rows.of(StagePooling.pool(withoutMargin(stages, 0, margin)));
      NDArray start = frozen == 0 ? batch : stages.get(frozen - 1);
      int stride = frozen == 0 ? 1 : backbone.info().stages().get(frozen - 1).stride();
      NDArray kept = crop(start, (margin - keptMargin) / stride).toType(DataType.FLOAT16, true);
      NDList single = new NDList();
      for (int i = 0; i < images.size(); i++) {
        // A copy each: a slice would hold on to the whole batch.
        single.add(kept.get(i + ":" + (i + 1)).duplicate());
      }
      single.attach(manager);
      return new Part(features, single);
    }
  }

  private boolean allFrozen() {
    return frozen == backbone.info().stages().size();
  }

  private AdaptableBackbone adaptable() {
    return (AdaptableBackbone) backbone;
  }

  /**
   * @return how many images there are
   */
  int size() {
    return pooled.size();
  }

  /**
   * Raw embeddings by the frozen stages and by adapted ones.
   *
   * @param scope owns the result
   * @param rows numbers of images
   * @param arrays of the adapted stages
   * @return rows x D; differentiable in the arrays
   */
  NDArray embed(NDManager scope, int[] rows, NetworkArrays arrays) {
    float[][] known = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      known[i] = pooled.get(rows[i]);
    }
    if (allFrozen()) {
      return scope.create(known);
    }
    NDArray changing = StagePooling.pool(tail(scope, rows, arrays));
    return frozen == 0 ? changing : NDArrays.concat(new NDList(scope.create(known), changing), 1);
  }

  private NDList tail(NDManager scope, int[] rows, NetworkArrays arrays) {
    NDList single = new NDList();
    for (int row : rows) {
      single.add(maps.get(row));
    }
    // The engine gives the result to the owner of the first one, which outlives the scope.
    NDArray halves = NDArrays.concat(single, 0);
    halves.attach(scope);
    NDArray input = arrays.prompted(halves.toType(DataType.FLOAT32, true));
    return withoutMargin(
        adaptable().tail(input, frozen, arrays.effective(scope)), frozen, keptMargin);
  }

  private NDList withoutMargin(NDList stages, int first, int pixels) {
    NDList centres = new NDList();
    for (int i = 0; i < stages.size(); i++) {
      int stride = backbone.info().stages().get(first + i).stride();
      centres.add(crop(stages.get(i), pixels / stride));
    }
    return centres;
  }

  private static NDArray crop(NDArray map, int cells) {
    return cells == 0 ? map : map.get(":, :, %d:-%d, %d:-%d".formatted(cells, cells, cells, cells));
  }

  @Override
  public void close() {
    manager.close();
  }
}
