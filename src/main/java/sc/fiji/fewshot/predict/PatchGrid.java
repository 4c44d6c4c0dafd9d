package sc.fiji.fewshot.predict;

import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;

/**
 * Patches laid over an image so that each of them speaks for one cell of {@code stride} x {@code
 * stride} pixels in its middle, and the cells cover the image. Patches at the border reach beyond
 * it and see it mirrored there.
 *
 * @param width of the image, pixels
 * @param height of the image, pixels
 * @param patch side of a patch, pixels
 * @param stride from one patch to the next, pixels
 */
public record PatchGrid(int width, int height, int patch, int stride) {

  /**
   * Checks the sizes.
   *
   * @throws FewShotException if the stride is none, or the patches are too many to be numbered
   */
  public PatchGrid {
    if (stride < 1 || stride > patch) {
      throw new FewShotException(
          "The stride must be from 1 to the patch size ("
              + patch
              + "), not "
              + stride
              + "; larger ones would leave pixels unseen.");
    }
    if ((long) cells(width, stride) * cells(height, stride) > Integer.MAX_VALUE) {
      throw tooMany();
    }
  }

  /**
   * @return number of cells side by side
   */
  public int columns() {
    return cells(width, stride);
  }

  /**
   * @return number of cells on top of each other
   */
  public int rows() {
    return cells(height, stride);
  }

  private static int cells(int pixels, int stride) {
    return (pixels + stride - 1) / stride;
  }

  /** Where patches or what is said of them are more than can be numbered. */
  static FewShotException tooMany() {
    return new FewShotException(
        "There are too many patches in a slice; choose a larger stride (stride).");
  }

  /**
   * @param column of a cell
   * @param row of a cell
   * @return its pixels within the image
   */
  public Box cell(int column, int row) {
    int x = column * stride;
    int y = row * stride;
    return new Box(x, y, Math.min(stride, width - x), Math.min(stride, height - y));
  }

  /**
   * @param column of a cell
   * @param row of a cell
   * @return its patch, which may reach beyond the image
   */
  public Box patch(int column, int row) {
    int before = (patch - stride) / 2;
    return new Box(column * stride - before, row * stride - before, patch, patch);
  }

  double[] lefts(double scale) {
    return starts(columns(), scale);
  }

  double[] tops(double scale) {
    return starts(rows(), scale);
  }

  private double[] starts(int count, double scale) {
    double[] starts = new double[count];
    for (int i = 0; i < count; i++) {
      starts[i] = (i * stride - (patch - stride) / 2) * scale;
    }
    return starts;
  }
}
