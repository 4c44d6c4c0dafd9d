package sc.fiji.fewshot.image;

import ij.io.FileInfo;
import ij.io.TiffDecoder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** What can be known of an image without reading its pixels. */
public final class ImageHeader {

  private ImageHeader() {}

  /**
   * @param where a file, a folder that is an image, or a web address
   * @param series which of its images, 0-based
   * @return about how many pixels it has, all slices together; the number of bytes where that
   *     cannot be told quickly, 0 if it cannot be read
   */
  public static long pixels(ImageLocation where, int series) {
    return pixels(where, series, image -> image);
  }

  /**
   * @param where a file, a folder that is one image, or a web address
   * @param series which of its images, 0-based
   * @param resolution chooses at which resolution the pixels are counted
   * @return as {@link #pixels(ImageLocation, int)}
   */
  public static long pixels(
      ImageLocation where, int series, UnaryOperator<ImageSource> resolution) {
    try {
      if (ImageFormats.accepting(where).filter(ImageFormat::readsRegions).isPresent()) {
        return opened(where, series, resolution);
      }
      Path path = where.path();
      if (Files.isDirectory(path)) {
        return bytes(path);
      }
      String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
      long pixels = name.endsWith(".tif") || name.endsWith(".tiff") ? tiff(path) : 0;
      if (pixels == 0) {
        pixels = java(path);
      }
      return pixels == 0 ? Files.size(path) : pixels;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private static long opened(
      ImageLocation where, int series, UnaryOperator<ImageSource> resolution) {
    try (ImageSource finest = ImageFiles.open(where, series)) {
      ImageSource image = resolution.apply(finest);
      return (long) image.width() * image.height() * image.slices();
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** By ImageJ, which knows how many slices there are. */
  private static long tiff(Path path) {
    try {
      TiffDecoder decoder =
          new TiffDecoder(
              path.toAbsolutePath().getParent() + File.separator, path.getFileName().toString());
      FileInfo[] pages = decoder.getTiffInfo();
      long pixels = 0;
      for (int i = 0; pages != null && i < pages.length; i++) {
        pixels += (long) pages[i].width * pages[i].height * Math.max(1, pages[i].nImages);
      }
      return pixels;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private static long java(Path path) throws IOException {
    try (ImageInputStream stream = ImageIO.createImageInputStream(path.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        return 0;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream);
        return (long) reader.getWidth(0) * reader.getHeight(0);
      } finally {
        reader.dispose();
      }
    }
  }
}
