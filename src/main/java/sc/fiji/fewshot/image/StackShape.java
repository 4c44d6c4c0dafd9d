package sc.fiji.fewshot.image;

/**
 * How the slices of a stack are arranged. Slice numbers are 0-based, Z running faster than T.
 *
 * @param depth number of Z planes, at least 1
 * @param frames number of time points, at least 1
 */
public record StackShape(int depth, int frames) {

  /** Checks that there is at least one slice. */
  public StackShape {
    if (depth < 1 || frames < 1) {
      throw new IllegalArgumentException("a stack of " + depth + " x " + frames + " slices");
    }
  }

  /**
   * @return number of slices
   */
  public int slices() {
    return depth * frames;
  }

  /**
   * @param z Z plane, 0-based
   * @param t time point, 0-based
   * @return the slice's number
   */
  public int slice(int z, int t) {
    return t * depth + z;
  }

  /**
   * @param slice a slice's number
   * @return its Z plane, 0-based
   */
  public int z(int slice) {
    return slice % depth;
  }

  /**
   * @param slice a slice's number
   * @return its time point, 0-based
   */
  public int t(int slice) {
    return slice / depth;
  }
}
