package sc.fiji.fewshot.image;

/**
 * The range of values in which an image is looked at.
 *
 * @param low the value shown black
 * @param high the value shown white, above {@code low}
 * @param absolute whether values mean the same in every image of the kind, as Hounsfield units do
 */
public record DisplayWindow(float low, float high, boolean absolute) {

  /** Checks the order. */
  public DisplayWindow {
    if (!(low < high)) {
      throw new IllegalArgumentException("a window from " + low + " to " + high);
    }
  }
}
