package sc.fiji.fewshot.image;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import java.util.Optional;
import java.util.Set;

/**
 * An image of ImageJ's: 8-, 16- or 32-bit or RGB, with channels, slices and frames, in memory or
 * virtual. A look-up table only changes how ImageJ shows an image, so it is not looked at.
 */
public final class ImagePlusSource implements ImageSource {

  private static final Set<String> RADIOLOGY =
      Set.of("CT", "MR", "CR", "DX", "MG", "PT", "NM", "US", "XA", "RF");

  private final ImagePlus image;
  private final boolean rgb;
  private final int channels;
  private final StackShape shape;
  private final float[] densities;

  private ImageProcessor[] latest;
  private int latestSlice = -1;

  /**
   * @param image to read; it must not be changed while it is read
   */
  public ImagePlusSource(ImagePlus image) {
    this.image = image;
    rgb = image.getType() == ImagePlus.COLOR_RGB;
    channels = rgb ? RgbImage.CHANNELS : image.getNChannels();
    shape = new StackShape(image.getNSlices(), image.getNFrames());
    densities = rgb ? null : image.getCalibration().getCTable();
  }

  /**
   * @return the image that is read
   */
  public ImagePlus image() {
    return image;
  }

  @Override
  public String name() {
    return image.getTitle();
  }

  @Override
  public int width() {
    return image.getWidth();
  }

  @Override
  public int height() {
    return image.getHeight();
  }

  @Override
  public StackShape shape() {
    return shape;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public int bitDepth() {
    return rgb ? Byte.SIZE : image.getBitDepth();
  }

  @Override
  public boolean isRgb() {
    return rgb;
  }

  @Override
  public PixelSize pixelSize() {
    Calibration calibration = image.getCalibration();
    return calibration.scaled()
        ? new PixelSize(
            calibration.pixelWidth,
            calibration.pixelHeight,
            calibration.pixelDepth,
            calibration.getUnit())
        : PixelSize.UNCALIBRATED;
  }

  @Override
  public boolean isRadiology() {
    return DicomTags.of(image).text(DicomTags.MODALITY).filter(RADIOLOGY::contains).isPresent();
  }

  @Override
  public Optional<DisplayWindow> window() {
    return rgb ? Optional.empty() : DicomTags.of(image).window();
  }

  @Override
  public float[][] read(int slice, Box box) {
    ImageProcessor[] planes = planes(slice);
    float[][] values = new float[channels][box.width() * box.height()];
    for (int y = 0; y < box.height(); y++) {
      int from = (box.y() + y) * width() + box.x();
      int to = y * box.width();
      for (int x = 0; x < box.width(); x++) {
        if (rgb) {
          int pixel = planes[0].get(from + x);
          values[0][to + x] = pixel >> 16 & 0xff;
          values[1][to + x] = pixel >> 8 & 0xff;
          values[2][to + x] = pixel & 0xff;
        } else {
          for (int c = 0; c < channels; c++) {
            values[c][to + x] = value(planes[c], from + x);
          }
        }
      }
    }
    return values;
  }

  private float value(ImageProcessor plane, int index) {
    return densities == null ? plane.getf(index) : densities[plane.get(index)];
  }

  /** A virtual stack reads from disk here, so a slice is fetched once and not by two threads. */
  private synchronized ImageProcessor[] planes(int slice) {
    if (slice != latestSlice) {
      int z = shape.z(slice) + 1;
      int t = shape.t(slice) + 1;
      ImageProcessor[] planes = new ImageProcessor[rgb ? 1 : channels];
      for (int c = 0; c < planes.length; c++) {
        ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(c + 1, z, t));
        planes[c] = rgb ? plane.convertToRGB() : plane;
      }
      latest = planes;
      latestSlice = slice;
    }
    return latest;
  }

  @Override
  public void close() {
    image.flush();
  }
}
