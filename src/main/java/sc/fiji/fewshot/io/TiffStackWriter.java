package sc.fiji.fewshot.io;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * Writes a deflate-compressed TIFF stack that ImageJ opens as a (hyper)stack with its calibration,
 * one page after the other. Only one strip of a page is in memory at a time: a page may be an image
 * that computes its tiles when they are asked for, and each row of its tiles is asked for once.
 *
 * <p>Pages may be 8-bit palette, 8-bit RGB, 16-bit grey or 32-bit float grey. The file must stay
 * below 4 GiB, the limit of the format. The writer overwrites the path it is given; a caller who
 * wants all or nothing writes to a temporary file and moves it.
 */
public final class TiffStackWriter implements Closeable {

  // Strips of about this many bytes compress well and cost little memory.
  private static final int USUAL_STRIP_BYTES = 1 << 18;
  private static final int LARGEST_STRIP_BYTES = 1 << 26;

  private static final int RESOLUTION_UNIT_NONE = 1;
  private static final long UINT32_MAX = 0xffff_ffffL;

  private final StackLayout layout;
  private final ImageWriter writer;
  private final ImageOutputStream stream;
  private int written;

  private TiffStackWriter(StackLayout layout, ImageWriter writer, ImageOutputStream stream) {
    this.layout = layout;
    this.writer = writer;
    this.stream = stream;
  }

  /**
   * Creates the file, or empties it.
   *
   * @param file where to write
   * @param layout how many pages will be written and what they stand for
   * @return a writer that waits for its first page
   * @throws IOException if the file cannot be written
   */
  public static TiffStackWriter open(Path file, StackLayout layout) throws IOException {
    ImageWriter writer = tiffWriter();
    Files.deleteIfExists(file);
    ImageOutputStream stream;
    try {
      stream = new FileImageOutputStream(file.toFile());
    } catch (FileNotFoundException e) {
      writer.dispose();
      throw e;
    }
    try {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
    } catch (IOException e) {
      writer.dispose();
      stream.close();
      throw e;
    }
    return new TiffStackWriter(layout, writer, stream);
  }

  /**
   * Appends a page. Channels run fastest, then slices, then frames.
   *
   * @param page the pixels; tiles are asked for from top to bottom
   * @throws IOException if the file cannot be written
   */
  public void writePage(RenderedImage page) throws IOException {
    if (written == layout.pages()) {
      throw new IllegalStateException("the stack has its " + layout.pages() + " pages already");
    }
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionType("Deflate");
    writer.writeToSequence(new IIOImage(page, null, metadata(page, parameters)), parameters);
    written++;
  }

  /**
   * Completes the file.
   *
   * @throws IOException if the file cannot be written, or if pages are missing
   */
  @Override
  public void close() throws IOException {
    try (stream) {
      if (written > 0) {
        writer.endWriteSequence();
      }
    } finally {
      writer.dispose();
    }
    if (written < layout.pages()) {
      throw new IOException("only " + written + " of " + layout.pages() + " pages were written");
    }
  }

  private IIOMetadata metadata(RenderedImage page, ImageWriteParam parameters) throws IOException {
    IIOMetadata defaults =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(page), parameters);
    TIFFDirectory directory = TIFFDirectory.createFromMetadata(defaults);
    put(directory, BaselineTIFFTagSet.TAG_ROWS_PER_STRIP, TIFFTag.TIFF_LONG, rowsPerStrip(page));
    if (written == 0) {
      directory.addTIFFField(
          new TIFFField(
              tag(BaselineTIFFTagSet.TAG_IMAGE_DESCRIPTION),
              TIFFTag.TIFF_ASCII,
              1,
              new String[] {ImageJDescription.of(layout)}));
    }
    if (layout.calibrated()) {
      putResolution(directory, BaselineTIFFTagSet.TAG_X_RESOLUTION, layout.pixelWidth());
      putResolution(directory, BaselineTIFFTagSet.TAG_Y_RESOLUTION, layout.pixelHeight());
      directory.addTIFFField(
          new TIFFField(
              tag(BaselineTIFFTagSet.TAG_RESOLUTION_UNIT),
              TIFFTag.TIFF_SHORT,
              1,
              new char[] {RESOLUTION_UNIT_NONE}));
    }
    if (isRgb(page)) {
      // Neighbouring pixels of a photograph differ little: their differences compress better. (The
      // JDK's writer takes differences of 8-bit samples only, and of palette indices they are no
      // use.)
      directory.addTIFFField(
          new TIFFField(
              tag(BaselineTIFFTagSet.TAG_PREDICTOR),
              TIFFTag.TIFF_SHORT,
              1,
              new char[] {BaselineTIFFTagSet.PREDICTOR_HORIZONTAL_DIFFERENCING}));
    }
    return directory.getAsMetadata();
  }

  private static boolean isRgb(RenderedImage page) {
    SampleModel samples = page.getSampleModel();
    return !(page.getColorModel() instanceof IndexColorModel)
        && samples.getNumBands() == 3
        && samples.getSampleSize(0) == Byte.SIZE;
  }

  /** A strip covers a whole row of tiles where it may, so that none has to be computed twice. */
  private static int rowsPerStrip(RenderedImage page) {
    SampleModel samples = page.getSampleModel();
    int bytesPerPixel =
        samples.getNumBands() * Math.max(1, DataBuffer.getDataTypeSize(samples.getDataType()) / 8);
    long bytesPerRow = (long) page.getWidth() * bytesPerPixel;
    boolean tiled = page.getNumYTiles() > 1;
    int rows =
        tiled && bytesPerRow * page.getTileHeight() <= LARGEST_STRIP_BYTES
            ? page.getTileHeight()
            : (int) Math.max(1, USUAL_STRIP_BYTES / bytesPerRow);
    return Math.min(rows, page.getHeight());
  }

  private static void put(TIFFDirectory directory, int tagNumber, int type, long value) {
    directory.addTIFFField(new TIFFField(tag(tagNumber), type, 1, new long[] {value}));
  }

  private static void putResolution(TIFFDirectory directory, int tagNumber, double pixelSize) {
    directory.addTIFFField(
        new TIFFField(
            tag(tagNumber), TIFFTag.TIFF_RATIONAL, 1, new long[][] {pixelsPerUnit(pixelSize)}));
  }

  /** The fraction 1 / pixelSize with as many digits as 32 bits hold. */
  static long[] pixelsPerUnit(double pixelSize) {
    double ratio = Math.max(pixelSize, 1 / pixelSize);
    long scale = 1_000_000_000;
    while (scale > 1 && ratio * scale > UINT32_MAX) {
      scale /= 10;
    }
    long larger = Math.min(UINT32_MAX, Math.round(ratio * scale));
    return pixelSize < 1 ? new long[] {larger, scale} : new long[] {scale, larger};
  }

  private static TIFFTag tag(int number) {
    return BaselineTIFFTagSet.getInstance().getTag(number);
  }

  private static ImageWriter tiffWriter() throws IOException {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("tiff");
    while (writers.hasNext()) {
      ImageWriter candidate = writers.next();
      // Other TIFF plugins may sit on the class path and know other compression names.
      if (candidate.getClass().getName().startsWith("com.sun.imageio.")) {
        return candidate;
      }
    }
    throw new IOException("this Java runtime has no TIFF writer: use a complete Java 17 or newer");
  }
}
