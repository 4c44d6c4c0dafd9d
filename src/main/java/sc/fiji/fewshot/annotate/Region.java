package sc.fiji.fewshot.annotate;

import java.util.BitSet;
import java.util.Optional;
import sc.fiji.fewshot.image.Box;

/**
 * A set of pixels: a bounding box and, unless the box is filled, a mask within it.
 *
 * @param bounds the bounding box, at least one pixel
 * @param mask null for a filled box, else bit {@code (y - bounds.y) * bounds.width + (x -
 *     bounds.x)} is set for each pixel of the region; not copied, not to be written to
 */
public record Region(Box bounds, BitSet mask) {

  /** Checks that the region is not empty. */
  public Region {
    if (bounds.area() == 0 || (mask != null && mask.isEmpty())) {
      throw new IllegalArgumentException("a region needs at least one pixel");
    }
  }

  /**
   * @param x left column
   * @param y top row
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @return the filled box
   */
  public static Region rectangle(int x, int y, int width, int height) {
    return new Region(new Box(x, y, width, height), null);
  }

  /**
   * @param x a column
   * @param y a row
   * @return whether that pixel belongs to the region
   */
  public boolean contains(int x, int y) {
    boolean inside =
        x >= bounds.x() && y >= bounds.y() && x < bounds.right() && y < bounds.bottom();
    return inside
        && (mask == null || mask.get((y - bounds.y()) * bounds.width() + (x - bounds.x())));
  }

  /**
   * @param box any box
   * @return what lies inside of the box, if anything does
   */
  public Optional<Region> within(Box box) {
    if (box.contains(bounds)) {
      return Optional.of(this);
    }
    Box common = bounds.intersect(box);
    if (common.area() == 0) {
      return Optional.empty();
    }
    if (mask == null) {
      return Optional.of(new Region(common, null));
    }
    BitSet part = new BitSet();
    for (int y = 0; y < common.height(); y++) {
      for (int x = 0; x < common.width(); x++) {
        part.set(y * common.width() + x, contains(common.x() + x, common.y() + y));
      }
    }
    return part.isEmpty() ? Optional.empty() : Optional.of(new Region(common, part));
  }

  /**
   * @param factor at least 1
   * @return this region in an image whose pixels are so many times wider and higher; of at least
   *     one pixel
   */
  public Region coarser(double factor) {
    if (factor == 1) {
      return this;
    }
    int left = (int) (bounds.x() / factor);
    int top = (int) (bounds.y() / factor);
    int width = Math.max(1, (int) Math.round(bounds.right() / factor) - left);
    int height = Math.max(1, (int) Math.round(bounds.bottom() / factor) - top);
    Box box = new Box(left, top, width, height);
    if (mask == null) {
      return new Region(box, null);
    }
    BitSet small = new BitSet();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int fineX = (int) ((left + x + 0.5) * factor);
        int fineY = (int) ((top + y + 0.5) * factor);
        small.set(y * width + x, contains(fineX, fineY));
      }
    }
    return new Region(box, small.isEmpty() ? null : small);
  }

  /**
   * @return the number of pixels
   */
  public long area() {
    return mask == null ? bounds.area() : mask.cardinality();
  }
}
