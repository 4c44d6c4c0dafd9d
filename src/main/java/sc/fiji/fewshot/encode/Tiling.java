package sc.fiji.fewshot.encode;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.image.Box;

/** Cuts a rectangle into tiles of nearly equal size. */
final class Tiling {

  private Tiling() {}

  /**
   * @param box to cut; start and size are multiples of {@code multiple}
   * @param width largest width of a tile
   * @param height largest height of a tile
   * @param multiple tiles start at and span multiples of this
   * @return the tiles, row by row
   */
  static List<Box> of(Box box, int width, int height, int multiple) {
    int[] xs = cuts(box.x(), box.width(), width, multiple);
    int[] ys = cuts(box.y(), box.height(), height, multiple);
    List<Box> tiles = new ArrayList<>();
    for (int j = 0; j + 1 < ys.length; j++) {
      for (int i = 0; i + 1 < xs.length; i++) {
        tiles.add(new Box(xs[i], ys[j], xs[i + 1] - xs[i], ys[j + 1] - ys[j]));
      }
    }
    return tiles;
  }

  private static int[] cuts(int start, int length, int largest, int multiple) {
    int units = length / multiple;
    int most = Math.max(1, largest / multiple);
    int count = (units + most - 1) / most;
    int[] cuts = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      cuts[i] = start + (int) ((long) units * i / count) * multiple;
    }
    return cuts;
  }
}
