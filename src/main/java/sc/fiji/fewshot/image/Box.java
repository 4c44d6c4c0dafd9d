package sc.fiji.fewshot.image;

/**
 * An axis-parallel rectangle of whole pixels: columns {@code x} to {@code x + width - 1}, rows
 * {@code y} to {@code y + height - 1}. It may lie partly or wholly outside an image.
 *
 * @param x left column, pixels
 * @param y top row, pixels
 * @param width columns, at least 0
 * @param height rows, at least 0
 */
public record Box(int x, int y, int width, int height) {

  /** Checks that neither side is negative. */
  public Box {
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException("negative size " + width + " x " + height);
    }
  }

  /**
   * @return the first column right of this box
   */
  public int right() {
    return x + width;
  }

  /**
   * @return the first row below this box
   */
  public int bottom() {
    return y + height;
  }

  /**
   * @return the number of pixels
   */
  public long area() {
    return (long) width * height;
  }

  /**
   * @return the column of the centre, in pixel coordinates where pixel 0 spans 0 to 1
   */
  public double centreX() {
    return x + width / 2.0;
  }

  /**
   * @return the row of the centre, in pixel coordinates where pixel 0 spans 0 to 1
   */
  public double centreY() {
    return y + height / 2.0;
  }

  /**
   * @param other another box
   * @return what both cover; of size 0 x 0 where they do not meet
   */
  public Box intersect(Box other) {
    int left = Math.max(x, other.x);
    int top = Math.max(y, other.y);
    int w = Math.min(right(), other.right()) - left;
    int h = Math.min(bottom(), other.bottom()) - top;
    return w <= 0 || h <= 0 ? new Box(left, top, 0, 0) : new Box(left, top, w, h);
  }

  /**
   * @param other another box
   * @return whether {@code other} lies wholly inside this box
   */
  public boolean contains(Box other) {
    return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
  }
}
