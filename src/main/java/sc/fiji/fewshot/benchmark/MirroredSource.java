package sc.fiji.fewshot.benchmark;

import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.Mirror;
import sc.fiji.fewshot.image.PixelSize;
import sc.fiji.fewshot.image.StackShape;

/**
 * The first slice of an image, continued by mirroring to any size.
 *
 * @param image to continue; stays the caller's
 * @param pixels of its first slice, one array a channel
 * @param width columns
 * @param height rows
 */
public record MirroredSource(ImageSource image, float[][] pixels, int width, int height)
    implements ImageSource {

  /**
   * @param image to continue; stays the caller's
   * @param width columns
   * @param height rows
   */
  public MirroredSource(ImageSource image, int width, int height) {
    this(image, image.read(0, new Box(0, 0, image.width(), image.height())), width, height);
  }

  @Override
  public String name() {
    return image.name() + ", mirrored";
  }

  @Override
  public StackShape shape() {
    return new StackShape(1, 1);
  }

  @Override
  public int channels() {
    return image.channels();
  }

  @Override
  public int bitDepth() {
    return image.bitDepth();
  }

  @Override
  public boolean isRgb() {
    return image.isRgb();
  }

  @Override
  public PixelSize pixelSize() {
    return image.pixelSize();
  }

  @Override
  public float[][] read(int slice, Box box) {
    float[][] part = new float[pixels.length][box.width() * box.height()];
    for (int c = 0; c < part.length; c++) {
      for (int y = 0; y < box.height(); y++) {
        int row = Mirror.index(box.y() + y, image.height()) * image.width();
        for (int x = 0; x < box.width(); x++) {
          part[c][y * box.width() + x] = pixels[c][row + Mirror.index(box.x() + x, image.width())];
        }
      }
    }
    return part;
  }

  @Override
  public void close() {
    // The image stays its owner's.
  }
}
