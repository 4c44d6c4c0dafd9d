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
      return read(new RgbView(image, IntensityMapping.guess(image).resolve(image)), 0, side);
    }
  }

  /**
   * @param view of an image of any size
   * @param slice 0-based
   * @param side width and height that the whole slice is brought to, pixels
   * @return its three channels
   */
  public static RgbImage read(RgbView view, int slice, int side) {
    int longest = Math.max(view.image().width(), view.image().height());
    // A huge slice is shrunk while it is read, to somewhat more than is wanted.
    double scale = Math.min(1, 8.0 * side / longest);
    return Resampler.resize(view.overview(slice, scale), side, side);
  }
}
