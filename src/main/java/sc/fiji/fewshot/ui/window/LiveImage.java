package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.ImageStack;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.DisplayWindow;
import sc.fiji.fewshot.image.ImagePlusSource;
import sc.fiji.fewshot.image.ImageSource;
import sc.fiji.fewshot.image.PixelSize;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.ui.Messages;

/**
 * The image that the user sees, for reading in the background: he may close, edit or re-order it at
 * any time, so its pixels are held here on their own, and what cannot be read is told in a
 * sentence.
 */
final class LiveImage implements ImageSource {

  private final ImagePlus image;
  private volatile ImagePlusSource source;

  LiveImage(ImagePlus image) {
    this.image = image;
    refresh();
  }

  /** Reads the pixels that the image has now from here on. */
  void refresh() {
    ImageStack stack = image.getStack();
    ImagePlus held = new ImagePlus(image.getTitle(), stack);
    held.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
    held.setOpenAsHyperStack(image.isHyperStack());
    held.setCalibration(image.getCalibration());
    if (image.getInfoProperty() != null) {
      held.setProperty("Info", image.getInfoProperty());
    }
    source = new ImagePlusSource(held);
  }

  /** Whether the image still has the dimensions and type that are read here. */
  boolean fits() {
    ImagePlus held = source.image();
    return image.getWidth() == held.getWidth()
        && image.getHeight() == held.getHeight()
        && image.getType() == held.getType()
        && image.getNChannels() == held.getNChannels()
        && image.getNSlices() == held.getNSlices()
        && image.getNFrames() == held.getNFrames();
  }

  @Override
  public float[][] read(int slice, Box box) {
    try {
      return source.read(slice, box);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
      // What ImageJ's stacks throw when slices are removed under the reader.
      throw new FewShotException(Messages.text("error.imageChanged"), e);
    }
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public int width() {
    return source.width();
  }

  @Override
  public int height() {
    return source.height();
  }

  @Override
  public StackShape shape() {
    return source.shape();
  }

  @Override
  public int channels() {
    return source.channels();
  }

  @Override
  public int bitDepth() {
    return source.bitDepth();
  }

  @Override
  public boolean isRgb() {
    return source.isRgb();
  }

  @Override
  public PixelSize pixelSize() {
    return source.pixelSize();
  }

  @Override
  public boolean isRadiology() {
    return source.isRadiology();
  }

  @Override
  public Optional<DisplayWindow> window() {
    return source.window();
  }

  /** Does nothing: the pixels belong to the user's image. */
  @Override
  public void close() {}
}
