package sc.fiji.fewshot.image;

/**
 * Where places of a resolution level are on the finest one.
 *
 * @param downsampling pixels of the finest level that a pixel of the level is wide
 * @param width columns of the finest level
 * @param height rows of the finest level
 */
public record FullResolution(double downsampling, int width, int height) {

  /** For images that are stored in one resolution. */
  public static final FullResolution ITSELF =
      new FullResolution(1, Integer.MAX_VALUE, Integer.MAX_VALUE);

  /**
   * @param image at any of its resolutions
   * @return where its places are
   */
  public static FullResolution of(ImageSource image) {
    ResolutionLevel finest = image.levels().get(0);
    return new FullResolution(image.downsampling(), finest.width(), finest.height());
  }

  /**
   * @param edge left of a column of the level, or the level's width
   * @return that edge on the finest level, pixels
   */
  public int x(int edge) {
    return downsampling == 1 ? edge : (int) Math.min(width, Math.round(edge * downsampling));
  }

  /**
   * @param edge top of a row of the level, or the level's height
   * @return that edge on the finest level, pixels
   */
  public int y(int edge) {
    return downsampling == 1 ? edge : (int) Math.min(height, Math.round(edge * downsampling));
  }

  /**
   * @param box on the level
   * @return what it covers on the finest level
   */
  public Box box(Box box) {
    return new Box(
        x(box.x()), y(box.y()), x(box.right()) - x(box.x()), y(box.bottom()) - y(box.y()));
  }
}
