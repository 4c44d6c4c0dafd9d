package sc.fiji.fewshot.encode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import sc.fiji.fewshot.backbone.Backbone;

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
   * @param xs left ends of the windows, network pixels, may be fractional
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
    int width = map.cells().width();
    int height = map.cells().height();
    AxisWeights alongX = AxisWeights.of(xs, side, map.cells().x(), width, map.stride());
    AxisWeights alongY = AxisWeights.of(ys, side, map.cells().y(), height, map.stride());
    // Rows that no window touches are not worth a multiplication.
    int top = firstUsed(alongY);
    int rows = lastUsed(alongY) + 1 - top;
    try (NDManager manager = parent.newSubManager()) {
      NDArray wx = manager.create(FloatBuffer.wrap(alongX.weights()), new Shape(xs.length, width));
      NDArray wy =
          manager
              .create(FloatBuffer.wrap(alongY.weights()), new Shape(ys.length, height))
              .get(":, " + top + ":" + (top + rows));
      int rowLength = width * map.channels();
      FloatBuffer values = FloatBuffer.wrap(map.data(), top * rowLength, rows * rowLength).slice();
      NDArray f = manager.create(values, new Shape(rows, width, map.channels()));
      NDArray mean = means(wx, wy, f, map.channels());
      NDArray variance = means(wx, wy, f.square(), map.channels()).sub(mean.square());
      NDArray deviation = StagePooling.deviation(variance);
      mean.attach(parent);
      deviation.attach(parent);
      parts.add(mean);
      parts.add(deviation);
    }
  }

  private static NDArray means(NDArray wx, NDArray wy, NDArray f, int channels) {
    long nx = wx.getShape().get(0);
    long ny = wy.getShape().get(0);
    NDArray alongX = wx.matMul(f);
    NDArray both = wy.matMul(alongX.reshape(f.getShape().get(0), nx * channels));
    return both.reshape(ny, nx, channels);
  }

  private static int firstUsed(AxisWeights w) {
    int first = w.cells() - 1;
    for (int i = 0; i < w.weights().length; i++) {
      if (w.weights()[i] > 0) {
        first = Math.min(first, i % w.cells());
      }
    }
    return first;
  }

  private static int lastUsed(AxisWeights w) {
    int last = 0;
    for (int i = 0; i < w.weights().length; i++) {
      if (w.weights()[i] > 0) {
        last = Math.max(last, i % w.cells());
      }
    }
    return last;
  }
}
