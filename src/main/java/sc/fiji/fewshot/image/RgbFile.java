package sc.fiji.fewshot.image;

import java.nio.file.Path;

/** Reads small images whole. */
public final class RgbFile {

  private RgbFile() {}

  /**
   * @param file an image; of a stack its first slice counts
   * @param side width and height that it is brought to, pixels
   * @return its three channels by the guessed mapping
   * @throws sc.fiji.fewshot.FewShotException if it cannot be read
   */
  public static RgbImage read(Path file, int side) {
    try (ImageSource image = ImageFiles.open(file)) {
      return read(image, IntensityMapping.guess(image), 0, side);
    }
  }

  /**
   * @param image an image
   * @param mapping for it
   * @param slice 0-based
   * @param side width and height that it is brought to, pixels
   * @return its three channels
   */
  public static RgbImage read(ImageSource image, IntensityMapping mapping, int slice, int side) {
    RgbView view = new RgbView(image, mapping.resolve(image));
    Box whole = new Box(0, 0, image.width(), image.height());
    return Resampler.resize(view.read(slice, 1, whole), side, side);
  }
}
