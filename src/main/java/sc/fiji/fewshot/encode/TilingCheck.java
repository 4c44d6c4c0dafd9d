package sc.fiji.fewshot.encode;

import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.image.Box;

/** Compares maps made tile by tile with maps made in one pass. */
public final class TilingCheck {

  private TilingCheck() {}

  /**
   * @param backbone to run
   * @param workers to run it on
   * @param plane pixels
   * @param side of the square that is encoded both ways, network pixels, a multiple of the
   *     backbone's input multiple
   * @return the largest absolute difference of any value of any map
   */
  public static double largestDifference(
      Backbone backbone, WorkerPool workers, RgbPlane plane, int side) {
    Box square = new Box(0, 0, side, side);
    FeatureMaps tiled =
        new BlockEncoder(backbone, workers, side / 3, side / 3).encode(plane, square);
    FeatureMaps whole =
        new BlockEncoder(backbone, workers, 2 * side, 2 * side).encode(plane, square);
    double largest = 0;
    for (int s = 0; s < whole.stages().size(); s++) {
      float[] a = tiled.stages().get(s).data();
      float[] b = whole.stages().get(s).data();
      for (int i = 0; i < a.length; i++) {
        largest = Math.max(largest, Math.abs(a[i] - b[i]));
      }
    }
    return largest;
  }
}
