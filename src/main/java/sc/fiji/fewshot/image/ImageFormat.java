package sc.fiji.fewshot.image;

import org.scijava.plugin.SciJavaPlugin;

/**
 * A kind of image that can be read. Formats are found as SciJava plugins of this type; each needs a
 * constructor without parameters. The one of the highest priority that accepts a location reads it.
 * Formats are used from several threads.
 */
public interface ImageFormat extends SciJavaPlugin {

  /**
   * Tells by the name, and for folders by a look into them, whether this format reads it.
   *
   * @param where a file or folder that is there, or an address on the web
   * @return whether it does
   */
  boolean accepts(ImageLocation where);

  /**
   * Tells what counts as an image where a folder is searched for some.
   *
   * @param where a file or folder that is there
   * @return whether this is an image by its name
   */
  default boolean isImage(ImageLocation where) {
    return accepts(where);
  }

  /**
   * @return whether images are opened without reading pixels and then read region by region
   */
  default boolean readsRegions() {
    return false;
  }

  /**
   * @param where a location that it accepts
   * @return how many images (series) there are, at least 1
   * @throws sc.fiji.fewshot.FewShotException if it is damaged
   */
  default int series(ImageLocation where) {
    return 1;
  }

  /**
   * Opens an image at its finest resolution.
   *
   * @param where a location that it accepts
   * @param series 0-based, less than {@link #series}
   * @return a source, to be closed
   * @throws sc.fiji.fewshot.FewShotException if it is damaged or of a kind that is not known
   */
  ImageSource open(ImageLocation where, int series);
}
