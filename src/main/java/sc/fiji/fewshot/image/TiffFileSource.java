package sc.fiji.fewshot.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.FileImageInputStream;
import sc.fiji.fewshot.FewShotException;

/**
 * A TIFF file read region by region with Java's own reader, for images that do not fit into memory
 * and for tiled or compressed ones that ImageJ does not read. Threads take turns.
 */
final class TiffFileSource implements ImageSource {

  private final Path file;
  private final ImageReader reader;
  private final FileImageInputStream stream;
  private final int width;
  private final int height;
  private final int bands;
  private final int bitDepth;
  private final boolean rgb;
  private final boolean palette;
  private final TiffDescription description;

  private TiffFileSource(Path file, ImageReader reader, FileImageInputStream stream)
      throws IOException {
    this.file = file;
    this.reader = reader;
    this.stream = stream;
    reader.setInput(stream);
    width = reader.getWidth(0);
    height = reader.getHeight(0);
    ImageTypeSpecifier type = reader.getImageTypes(0).next();
    palette = type.getColorModel() instanceof IndexColorModel;
    bands = palette ? RgbImage.CHANNELS : type.getNumBands();
    bitDepth = palette ? Byte.SIZE : type.getSampleModel().getSampleSize(0);
    rgb = bands == RgbImage.CHANNELS && bitDepth == Byte.SIZE;
    description = TiffDescription.read(text(reader.getImageMetadata(0)), reader.getNumImages(true));
  }

  /**
   * @param file a TIFF file
   * @return a source over it
   * @throws FewShotException if it is damaged or of a kind that Java does not read
   */
  static TiffFileSource open(Path file) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("tiff");
    ImageReader reader = readers.next();
    try {
      FileImageInputStream stream = new FileImageInputStream(file.toFile());
      try {
        return new TiffFileSource(file, reader, stream);
      } catch (IOException | RuntimeException e) {
        stream.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      reader.dispose();
      throw ImageFiles.damaged(file, e);
    }
  }

  private static String text(IIOMetadata metadata) throws IOException {
    TIFFField field =
        TIFFDirectory.createFromMetadata(metadata)
            .getTIFFField(BaselineTIFFTagSet.TAG_IMAGE_DESCRIPTION);
    return field == null ? "" : field.getAsString(0);
  }

  @Override
  public String name() {
    return file.getFileName().toString();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public StackShape shape() {
    return description.shape();
  }

  @Override
  public int channels() {
    return bands > 1 ? bands : description.channels();
  }

  @Override
  public int bitDepth() {
    return bitDepth;
  }

  @Override
  public boolean isRgb() {
    return rgb;
  }

  @Override
  public PixelSize pixelSize() {
    return PixelSize.UNCALIBRATED;
  }

  @Override
  public float[][] read(int slice, Box box) {
    int pagesASlice = bands > 1 ? 1 : description.channels();
    float[][] values = new float[channels()][];
    for (int page = 0; page < pagesASlice; page++) {
      Raster raster = readPage(slice * pagesASlice + page, box);
      for (int band = 0; band < bands; band++) {
        values[page + band] =
            raster.getSamples(0, 0, box.width(), box.height(), band, (float[]) null);
      }
    }
    return values;
  }

  private synchronized Raster readPage(int page, Box box) {
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceRegion(new Rectangle(box.x(), box.y(), box.width(), box.height()));
    try {
      BufferedImage image = reader.read(page, parameters);
      return palette ? inColour(image) : image.getRaster();
    } catch (IOException | RuntimeException e) {
      throw ImageFiles.damaged(file, e);
    }
  }

  private static Raster inColour(BufferedImage indexed) {
    BufferedImage colour =
        new BufferedImage(indexed.getWidth(), indexed.getHeight(), BufferedImage.TYPE_INT_RGB);
    colour.getGraphics().drawImage(indexed, 0, 0, null);
    return colour.getRaster();
  }

  @Override
  public synchronized void close() {
    reader.dispose();
    try {
      stream.close();
    } catch (IOException e) {
      throw new FewShotException(file + " could not be closed after reading.", e);
    }
  }
}
