package sc.fiji.fewshot.classifier;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;

/**
 * Tiles from all over an image, without labels: their statistics tell what is usual in it. The same
 * tiles each time.
 */
final class TileSample {

  private static final int MOST_SLICES = 8;

  private TileSample() {}

  /**
   * @param view of the image
   * @param input patch and scale
   * @param side of a tile, network pixels
   * @param count about how many
   * @return tiles on a regular grid of up to eight slices
   */
  static List<RgbImage> of(RgbView view, InputSpec input, int side, int count) {
    ImageSource image = view.image();
    int slices = Math.min(MOST_SLICES, image.slices());
    double each = Math.max(1, (double) count / slices);
    double spacing =
        Math.max(input.patch() / 2.0, Math.sqrt((double) image.width() * image.height() / each));
    int columns = (int) Math.max(1, Math.round(image.width() / spacing));
    int rows = (int) Math.max(1, Math.round(image.height() / spacing));
    List<RgbImage> tiles = new ArrayList<>();
    for (int s = 0; s < slices; s++) {
      int slice = (int) ((long) s * image.slices() / slices);
      ViewPlane plane = new ViewPlane(view, slice, input.scale());
      for (int j = 0; j < rows; j++) {
        for (int i = 0; i < columns; i++) {
          tiles.add(
              plane.around(
                  (i + 0.5) * image.width() / columns, (j + 0.5) * image.height() / rows, side));
        }
      }
    }
    return tiles;
  }
}
