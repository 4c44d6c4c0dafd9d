package sc.fiji.fewshot.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.FileImageInputStream;
import sc.fiji.fewshot.FewShotException;

/** The pages of a TIFF file, read region by region with Java's own reader. Threads take turns. */
final class TiffPages implements AutoCloseable {

  private final Path file;
  private final ImageReader reader;
  private final FileImageInputStream stream;
  private final TIFFDirectory tags;
  private final List<Size> sizes = new ArrayList<>();
  private final List<TiffEncoding> encodings = new ArrayList<>();
  private final int bands;
  private final int bitDepth;
  private final boolean palette;
  private boolean closed;

  /** Size of a page, pixels. */
  record Size(int width, int height) {}

  private TiffPages(Path file, ImageReader reader, FileImageInputStream stream) throws IOException {
    this.file = file;
    this.reader = reader;
    this.stream = stream;
    reader.setInput(stream);
    int count = reader.getNumImages(true);
    for (int page = 0; page < count; page++) {
      sizes.add(new Size(reader.getWidth(page), reader.getHeight(page)));
      encodings.add(
          TiffEncoding.of(TIFFDirectory.createFromMetadata(reader.getImageMetadata(page))));
    }
    ImageTypeSpecifier type = reader.getImageTypes(0).next();
    palette = type.getColorModel() instanceof IndexColorModel;
    boolean colour =
        type.getColorModel() instanceof IndexColorModel table && !Palette.isGrey(table);
    tags = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0));
    // Java also takes an extra sample of which nothing is said for transparency.
    boolean transparent = number(BaselineTIFFTagSet.TAG_EXTRA_SAMPLES).orElse(0) > 0;
    bands = colour ? RgbImage.CHANNELS : type.getNumBands() - (transparent ? 1 : 0);
    bitDepth = palette ? Byte.SIZE : type.getSampleModel().getSampleSize(0);
  }

  /**
   * @param file a TIFF file
   * @return its pages, to be closed
   * @throws FewShotException if it is damaged or of a kind that Java does not read
   */
  static TiffPages open(Path file) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
    try {
      FileImageInputStream stream = new FileImageInputStream(file.toFile());
      try {
        return new TiffPages(file, reader, stream);
      } catch (IOException | RuntimeException e) {
        stream.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      reader.dispose();
      throw ImageFiles.damaged(file, e);
    }
  }

  Path file() {
    return file;
  }

  List<Size> sizes() {
    return sizes;
  }

  /** Of each page. */
  List<TiffEncoding> encodings() {
    return encodings;
  }

  /** Samples a pixel without transparency, the same for all pages. */
  int bands() {
    return bands;
  }

  int bitDepth() {
    return bitDepth;
  }

  /** The text of the first page. */
  String description() {
    TIFFField field = tags.getTIFFField(BaselineTIFFTagSet.TAG_IMAGE_DESCRIPTION);
    return field == null ? "" : field.getAsString(0);
  }

  /** A number of the first page, if it is there. */
  OptionalDouble number(int tag) {
    TIFFField field = tags.getTIFFField(tag);
    return field == null || field.getCount() < 1
        ? OptionalDouble.empty()
        : OptionalDouble.of(field.getAsDouble(0));
  }

  /**
   * @param page 0-based
   * @param box inside of it
   * @return its samples, in colour where the page has a palette
   */
  synchronized Raster read(int page, Box box) {
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceRegion(new Rectangle(box.x(), box.y(), box.width(), box.height()));
    try {
      BufferedImage image = reader.read(page, parameters);
      return (palette ? Palette.applied(image, bands == 1) : image).getRaster();
    } catch (IOException | RuntimeException e) {
      throw ImageFiles.damaged(file, e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    reader.dispose();
    try {
      stream.close();
    } catch (IOException e) {
      throw new FewShotException(file + " could not be closed after reading.", e);
    }
  }
}
