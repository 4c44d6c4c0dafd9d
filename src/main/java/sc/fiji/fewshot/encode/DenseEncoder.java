package sc.fiji.fewshot.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.image.Box;

/**
 * Encodes a plane once and embeds any number of windows from its maps. The plane is cut into blocks
 * whose size depends on nothing but the plane, so results do not depend on threads, the order of
 * calls or what was cached.
 */
public final class DenseEncoder {

  /** Largest width and height of a block, network pixels. */
  public static final int BLOCK = 2048;

  /** Windows on each side of a chunk that is pooled at a time: some 4 MB of embeddings. */
  private static final int CHUNK = 16;

  private final Backbone backbone;
  private final WorkerPool workers;
  private final FeatureCache cache;
  private final BlockEncoder blocks;
  private final int window;
  private final int multiple;

  /**
   * @param backbone to run; stays the caller's
   * @param workers to run it on; stay the caller's
   * @param cache for the maps
   * @param window side of a window, network pixels
   */
  public DenseEncoder(Backbone backbone, WorkerPool workers, FeatureCache cache, int window) {
    this.backbone = backbone;
    this.workers = workers;
    this.cache = cache;
    this.window = window;
    blocks = new BlockEncoder(backbone, workers);
    multiple = backbone.info().inputMultiple();
  }

  /**
   * Embeds a grid of windows, block by block; a window belongs to the block that holds its centre.
   *
   * @param key identifies the plane in the cache (by {@code equals})
   * @param plane pixels
   * @param xs left ends of the windows, ascending, network pixels, may be fractional; windows may
   *     reach beyond the plane
   * @param ys their upper ends, ascending
   * @param score makes what is wanted from raw embeddings, on the worker threads
   * @param sink receives every window's result once, on the calling thread
   * @param <T> type of a result for some windows
   */
  public <T> void grid(
      Object key,
      RgbPlane plane,
      double[] xs,
      double[] ys,
      Function<float[][], T> score,
      WindowSink<T> sink) {
    for (Box core : cores(plane)) {
      block(core, key, plane, xs, ys, score, sink);
    }
  }

  /**
   * Embeds the windows of one block of a grid, with the same results as {@link #grid}: another
   * process may do the others.
   *
   * @param number of the block, from 0 to {@link #blocks} - 1
   * @param key as in {@link #grid}
   * @param plane pixels
   * @param xs as in {@link #grid}
   * @param ys as in {@link #grid}
   * @param score as in {@link #grid}
   * @param sink receives the result of every window of the block once, on the calling thread
   * @param <T> type of a result for some windows
   */
  public <T> void block(
      int number,
      Object key,
      RgbPlane plane,
      double[] xs,
      double[] ys,
      Function<float[][], T> score,
      WindowSink<T> sink) {
    block(cores(plane).get(number), key, plane, xs, ys, score, sink);
  }

  /**
   * @param plane pixels
   * @return how many blocks it is cut into
   */
  public int blocks(RgbPlane plane) {
    return cores(plane).size();
  }

  private <T> void block(
      Box core,
      Object key,
      RgbPlane plane,
      double[] xs,
      double[] ys,
      Function<float[][], T> score,
      WindowSink<T> sink) {
    int left = firstFrom(xs, core.x(), plane.width());
    int right = firstFrom(xs, core.right(), plane.width());
    int top = firstFrom(ys, core.y(), plane.height());
    int bottom = firstFrom(ys, core.bottom(), plane.height());
    if (left < right && top < bottom) {
      Box reach =
          reach(core, end(xs, core.right(), plane.width()), end(ys, core.bottom(), plane.height()));
      FeatureMaps maps = cache.get(key, reach, () -> blocks.encode(plane, reach));
      chunks(maps, xs, left, right, ys, top, bottom, score, sink);
    }
  }

  /** Square chunks, since neighbouring windows share their cells in both directions. */
  private <T> void chunks(
      FeatureMaps maps,
      double[] xs,
      int left,
      int right,
      double[] ys,
      int top,
      int bottom,
      Function<float[][], T> score,
      WindowSink<T> sink) {
    List<Box> chunks = Tiling.of(new Box(left, top, right - left, bottom - top), CHUNK, CHUNK, 1);
    // No more chunks in memory than there are threads.
    for (int first = 0; first < chunks.size(); first += workers.threads()) {
      List<Box> batch = chunks.subList(first, Math.min(chunks.size(), first + workers.threads()));
      List<T> scores =
          workers.map(
              batch.size(),
              i -> {
                Box chunk = batch.get(i);
                double[] columns = Arrays.copyOfRange(xs, chunk.x(), chunk.right());
                double[] rows = Arrays.copyOfRange(ys, chunk.y(), chunk.bottom());
                return score.apply(GridPooling.pool(backbone, maps, columns, rows, window));
              });
      for (int i = 0; i < batch.size(); i++) {
        Box chunk = batch.get(i);
        sink.accept(chunk.x(), chunk.y(), chunk.width(), scores.get(i));
      }
    }
  }

  /**
   * Embeds one window.
   *
   * @param key as in {@link #grid}
   * @param plane pixels
   * @param x left end, network pixels
   * @param y upper end
   * @return the raw embedding
   */
  public float[] window(Object key, RgbPlane plane, double x, double y) {
    List<float[]> found = new ArrayList<>();
    grid(
        key,
        plane,
        new double[] {x},
        new double[] {y},
        embeddings -> embeddings[0],
        (column, row, columns, embedding) -> found.add(embedding));
    return found.get(0);
  }

  /**
   * What the windows of a block see.
   *
   * @param right where the last of them ends
   * @param bottom where the lowest ends
   */
  private Box reach(Box core, int right, int bottom) {
    int margin = margin();
    int left = core.x() - margin;
    int top = core.y() - margin;
    return new Box(left, top, right - left, bottom - top);
  }

  private int margin() {
    return roundUp((window + 1) / 2);
  }

  /**
   * Where the windows of a block end: their centres lie within it, but in the plane's last block,
   * where they may lie up to half a stride beyond the plane.
   */
  private int end(double[] starts, int coreEnd, int planeSize) {
    int usual = coreEnd + margin();
    return coreEnd < planeSize
        ? usual
        : Math.max(usual, roundUp((int) Math.ceil(starts[starts.length - 1] + window)));
  }

  private List<Box> cores(RgbPlane plane) {
    Box whole = new Box(0, 0, roundUp(plane.width()), roundUp(plane.height()));
    return Tiling.of(whole, BLOCK, BLOCK, multiple);
  }

  private int roundUp(int pixels) {
    return (pixels + multiple - 1) / multiple * multiple;
  }

  /** The first window whose centre is at or beyond a line; centres outside belong to the border. */
  private int firstFrom(double[] starts, int line, int planeSize) {
    if (line == 0) {
      return 0;
    }
    if (line >= planeSize) {
      return starts.length;
    }
    int i = 0;
    while (i < starts.length && starts[i] + window / 2.0 < line) {
      i++;
    }
    return i;
  }
}
