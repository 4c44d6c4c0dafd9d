package sc.fiji.fewshot.image;

import java.util.List;
import java.util.Optional;

/** An image or stack that is read region by region. It may be read from several threads at once. */
public interface ImageSource extends AutoCloseable {

  /**
   * @return what to call it in messages and tables, such as its file name
   */
  String name();

  /**
   * @return columns
   */
  int width();

  /**
   * @return rows
   */
  int height();

  /**
   * @return how its slices are arranged
   */
  StackShape shape();

  /**
   * @return number of channels; 3 for RGB
   */
  int channels();

  /**
   * @return bits a sample: 8, 16 or 32 (floating point); 8 for RGB
   */
  int bitDepth();

  /**
   * @return whether the three channels are red, green and blue
   */
  boolean isRgb();

  /**
   * @return the size of a voxel
   */
  PixelSize pixelSize();

  /**
   * @return whether the file says that it comes from a CT, MR, X-ray or similar scanner
   */
  default boolean isRadiology() {
    return false;
  }

  /**
   * @return the range in which the file says that it is to be looked at, such as a CT's window
   */
  default Optional<DisplayWindow> window() {
    return Optional.empty();
  }

  /**
   * @return the resolutions in which the image is stored, the finest first; at least one
   */
  default List<ResolutionLevel> levels() {
    return List.of(new ResolutionLevel(width(), height(), 1));
  }

  /**
   * @param level 0 for the finest, less than the number of {@link #levels}
   * @return the same open image at that resolution; closing either closes both
   */
  default ImageSource atLevel(int level) {
    if (level != 0) {
      throw new IndexOutOfBoundsException(level);
    }
    return this;
  }

  /**
   * @return how many pixels of the finest level a pixel of this one is wide; 1 for the finest
   */
  default double downsampling() {
    return 1;
  }

  /**
   * Reads the values of a region, calibrated where the image has a density calibration.
   *
   * @param slice 0-based, Z running faster than T
   * @param box a region inside the image
   * @return one array a channel, row by row
   * @throws sc.fiji.fewshot.FewShotException if the file cannot be read
   */
  float[][] read(int slice, Box box);

  /** Frees what was opened for reading. */
  @Override
  void close();

  /**
   * @return number of slices
   */
  default int slices() {
    return shape().slices();
  }
}
