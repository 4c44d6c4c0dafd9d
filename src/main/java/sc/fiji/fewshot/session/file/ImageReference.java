package sc.fiji.fewshot.session.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Sha256;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.StackShape;

/**
 * Which image was worked on, so that it is found again and another one is noticed.
 *
 * @param path of its file; empty if it was never saved
 * @param title of its window, or file name
 * @param width pixels
 * @param height pixels
 * @param shape of the stack
 * @param channels number of channels, 3 for RGB
 * @param bitDepth bits a sample: 8, 16 or 32
 * @param pixels SHA-256 of pixels from all over the image, in lower-case hexadecimal
 */
public record ImageReference(
    Optional<String> path,
    String title,
    int width,
    int height,
    StackShape shape,
    int channels,
    int bitDepth,
    String pixels) {

  private static final int BOXES_A_SIDE = 8;
  private static final int BOX = 16;

  /**
   * Looks at an image; reads three slices at most.
   *
   * @param image to refer to
   * @param file where it is stored, if anywhere
   * @return the reference
   * @throws FewShotException if the image cannot be read
   */
  public static ImageReference of(ImageSource image, Optional<Path> file) {
    return new ImageReference(
        file.map(f -> f.toAbsolutePath().normalize().toString()),
        image.name(),
        image.width(),
        image.height(),
        image.shape(),
        image.channels(),
        image.bitDepth(),
        fingerprint(image));
  }

  private static String fingerprint(ImageSource image) {
    TreeSet<Integer> slices = new TreeSet<>();
    slices.add(0);
    slices.add(image.slices() / 2);
    slices.add(image.slices() - 1);
    int width = Math.min(BOX, image.width());
    int height = Math.min(BOX, image.height());
    ByteBuffer sample =
        ByteBuffer.allocate(
            slices.size()
                * BOXES_A_SIDE
                * BOXES_A_SIDE
                * image.channels()
                * width
                * height
                * Float.BYTES);
    for (int slice : slices) {
      for (int j = 0; j < BOXES_A_SIDE; j++) {
        for (int i = 0; i < BOXES_A_SIDE; i++) {
          int x = (int) ((long) (image.width() - width) * i / (BOXES_A_SIDE - 1));
          int y = (int) ((long) (image.height() - height) * j / (BOXES_A_SIDE - 1));
          for (float[] channel : image.read(slice, new Box(x, y, width, height))) {
            for (float value : channel) {
              // All NaNs are the same here.
              sample.putInt(Float.floatToIntBits(value));
            }
          }
        }
      }
    }
    return Sha256.of(sample.array());
  }

  /**
   * @param other image
   * @return whether regions of this image can lie on the other one
   */
  public boolean isShapedLike(ImageReference other) {
    return width == other.width && height == other.height && shape.equals(other.shape);
  }

  /**
   * @param other image
   * @return whether it shows the same, wherever it is stored
   */
  public boolean showsTheSameAs(ImageReference other) {
    return isShapedLike(other)
        && channels == other.channels
        && bitDepth == other.bitDepth
        && pixels.equals(other.pixels);
  }

  /**
   * Checks that an open image is the one that was worked on.
   *
   * @param open the open image
   * @throws FewShotException if it has another size or shows something else
   */
  public void check(ImageReference open) {
    if (!isShapedLike(open)) {
      throw new FewShotException(
          "The session is about %s (%s), but %s is %s; open the image that was marked."
              .formatted(place(), size(), open.title, open.size()));
    }
    if (!showsTheSameAs(open)) {
      throw new FewShotException(
          "The session is about %s, and %s has other pixels; open the image that was marked."
              .formatted(place(), open.title));
    }
  }

  private String place() {
    return path.orElse(title);
  }

  private String size() {
    return "%d x %d, %d Z, %d T".formatted(width, height, shape.depth(), shape.frames());
  }

  /** The same for all images that show the same: letters and digits. */
  String contentKey() {
    return key(
        "%d %d %d %d %d %d %s"
            .formatted(width, height, shape.depth(), shape.frames(), channels, bitDepth, pixels));
  }

  /** Tells apart images that show the same: letters and digits. */
  String placeKey() {
    return key(path.orElse("") + "\n" + title);
  }

  private static String key(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }
}
