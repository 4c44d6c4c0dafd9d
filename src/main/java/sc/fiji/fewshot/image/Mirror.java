package sc.fiji.fewshot.image;

/** Extends an image beyond its borders by mirroring, so that no artificial edge appears there. */
public final class Mirror {

  private Mirror() {}

  /**
   * The pixel that stands for an index outside of the image: ..., 2, 1, 0, 0, 1, 2, ..., n-1, n-1,
   * n-2, ... (the border pixel is repeated, as in half-sample symmetric extension).
   *
   * @param index any column or row
   * @param size columns or rows of the image, at least 1
   * @return an index from 0 to {@code size - 1}
   */
  public static int index(int index, int size) {
    int period = 2 * size;
    int i = Math.floorMod(index, period);
    return i < size ? i : period - 1 - i;
  }
}
