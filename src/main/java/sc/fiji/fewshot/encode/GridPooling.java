package sc.fiji.fewshot.encode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.image.Box;

/**
 * Mean and standard deviation of maps over a grid of windows. A window's mean is a product of two
 * small matrices with the map, one along each axis, so that all overlapping windows together cost
 * little more than one; the same of the squares gives the deviation.
 */
final class GridPooling {

  private GridPooling() {}

  /**
   * @param backbone whose device to use
   * @param maps over a block
   * @param xs left ends of the windows, ascending, network pixels, may be fractional
   * @param ys their upper ends
   * @param side of a window, network pixels
   * @return {@code ys.length * xs.length} embeddings, row by row
   */
  static float[][] pool(
      Backbone backbone, FeatureMaps maps, double[] xs, double[] ys, double side) {
    try (NDManager manager = backbone.newManager()) {
      NDList parts = new NDList();
      for (FeatureMap map : maps.stages()) {
        pool(manager, map, xs, ys, side, parts);
      }
      NDArray embeddings = NDArrays.concat(parts, 2);
      long windows = (long) xs.length * ys.length;
      return Rows.of(embeddings.reshape(windows, maps.embeddingLength()));
    }
  }

  private static void pool(
      NDManager parent, FeatureMap map, double[] xs, double[] ys, double side, NDList parts) {
    Box cells = map.cells().intersect(cells(map.stride(), xs, ys, side));
    AxisWeights alongX = AxisWeights.of(xs, side, cells.x(), cells.width(), map.stride());
    AxisWeights alongY = AxisWeights.of(ys, side, cells.y(), cells.height(), map.stride());
    try (NDManager manager = parent.newSubManager()) {
      NDArray wx =
          manager.create(FloatBuffer.wrap(alongX.weights()), new Shape(xs.length, cells.width()));
      NDArray wy =
          manager.create(FloatBuffer.wrap(alongY.weights()), new Shape(ys.length, cells.height()));
      NDArray f =
          EngineMemory.write(
              manager,
              new Shape(cells.height(), cells.width(), map.channels()),
              buffer -> map.write(cells, buffer));
      NDArray mean = means(wx, wy, f, map.channels());
      NDArray variance = means(wx, wy, f.square(), map.channels()).sub(mean.square());
      NDArray deviation = StagePooling.deviation(variance);
      mean.attach(parent);
      deviation.attach(parent);
      parts.add(mean);
      parts.add(deviation);
    }
  }

  /** The cells that any of these windows touches. */
  private static Box cells(int stride, double[] xs, double[] ys, double side) {
    int left = (int) Math.floor(xs[0] / stride);
    int top = (int) Math.floor(ys[0] / stride);
    int right = (int) Math.ceil((xs[xs.length - 1] + side) / stride);
    int bottom = (int) Math.ceil((ys[ys.length - 1] + side) / stride);
    return new Box(left, top, right - left, bottom - top);
  }

  private static NDArray means(NDArray wx, NDArray wy, NDArray f, int channels) {
    long nx = wx.getShape().get(0);
    long ny = wy.getShape().get(0);
    NDArray alongX = wx.matMul(f);
    NDArray both = wy.matMul(alongX.reshape(f.getShape().get(0), nx * channels));
    return both.reshape(ny, nx, channels);
  }
}
