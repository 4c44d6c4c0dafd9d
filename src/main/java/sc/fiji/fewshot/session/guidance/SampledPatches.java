package sc.fiji.fewshot.session.guidance;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.encode.WorkerPool;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.predict.PatchGrid;
import sc.fiji.fewshot.predict.SliceEmbeddings;

/**
 * Evenly spaced patches of a slice, and how far they are from each other and from what is marked.
 *
 * @param cells the patches' numbers in the grid
 * @param boxes the patches, within the image
 * @param squaredDistances of the embeddings: one row a patch; one column a patch, then one a mark
 */
record SampledPatches(int[] cells, Box[] boxes, float[][] squaredDistances) {

  /** Enough to find what makes up a hundredth of a slice; their products take 0.1 s. */
  private static final int MOST = 1000;

  /**
   * @param embeddings of the slice
   * @param marked embeddings of the marks
   * @param workers share the work
   */
  static SampledPatches of(SliceEmbeddings embeddings, float[][] marked, WorkerPool workers) {
    PatchGrid grid = embeddings.grid();
    int[] cells = evenly(grid, true);
    if (cells.length == 0) {
      // The image is smaller than a patch.
      cells = evenly(grid, false);
    }
    Box[] boxes = new Box[cells.length];
    for (int i = 0; i < boxes.length; i++) {
      boxes[i] = inside(patch(grid, cells[i]), grid);
    }
    float[][] products = embeddings.similarities(cells, marked, workers);
    return new SampledPatches(cells, boxes, squaredDistances(products));
  }

  private static float[][] squaredDistances(float[][] products) {
    int patches = products.length;
    float[][] squared = new float[patches][products[0].length];
    for (int i = 0; i < patches; i++) {
      for (int j = 0; j < squared[i].length; j++) {
        // Marks have length 1, as patches have that are not uniform.
        float length = j < patches ? products[j][j] : 1;
        squared[i][j] = Math.max(0, products[i][i] + length - 2 * products[i][j]);
      }
    }
    return squared;
  }

  /** Every so many columns and rows, at least half a patch: nearer ones show much the same. */
  private static int[] evenly(PatchGrid grid, boolean whole) {
    int step = Math.max(1, grid.patch() / 2 / grid.stride());
    while (true) {
      List<Integer> cells = new ArrayList<>();
      for (int row = 0; row < grid.rows(); row += step) {
        for (int column = 0; column < grid.columns(); column += step) {
          Box patch = grid.patch(column, row);
          if (!whole || patch.equals(inside(patch, grid))) {
            cells.add(row * grid.columns() + column);
          }
        }
      }
      if (cells.size() <= MOST) {
        return cells.stream().mapToInt(Integer::intValue).toArray();
      }
      step++;
    }
  }

  /** The part of a cell's patch that lies within the image. */
  static Region region(PatchGrid grid, int cell) {
    return new Region(inside(patch(grid, cell), grid), null);
  }

  private static Box patch(PatchGrid grid, int cell) {
    return grid.patch(cell % grid.columns(), cell / grid.columns());
  }

  private static Box inside(Box patch, PatchGrid grid) {
    return patch.intersect(new Box(0, 0, grid.width(), grid.height()));
  }

  int size() {
    return cells.length;
  }

  boolean overlap(int a, int b) {
    return overlaps(a, boxes[b]);
  }

  boolean overlaps(int patch, Box box) {
    return boxes[patch].intersect(box).area() > 0;
  }

  double squaredDistance(int a, int b) {
    return squaredDistances[a][b];
  }

  double squaredDistanceToMark(int patch, int mark) {
    return squaredDistances[patch][size() + mark];
  }

  int marks() {
    return squaredDistances[0].length - size();
  }
}
