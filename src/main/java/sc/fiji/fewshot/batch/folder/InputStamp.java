package sc.fiji.fewshot.batch.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import sc.fiji.fewshot.batch.input.Input;

/**
 * Tells versions of an input apart by size and time of the last change: reading thousands of slides
 * to the end just to see that they are the same would take longer than classifying some.
 */
final class InputStamp {

  private InputStamp() {}

  /**
   * @param input an image
   * @param regions as in {@link ImageTask}, or null
   * @return which version of the image and its regions this is
   */
  static String of(Input input, Path regions) {
    String stamp = of(input.path());
    return regions == null ? stamp : stamp + "; " + of(marks(input, regions));
  }

  /** Where the regions of an image are. */
  static Path marks(Input input, Path regions) {
    if (!Files.isDirectory(regions)) {
      return regions;
    }
    Path rois = regions.resolve(input.name() + "-rois.zip");
    return Files.exists(rois) ? rois : regions.resolve(input.name() + ".geojson");
  }

  /**
   * @param path a file or folder
   * @return a word that is another one when the input has changed
   */
  static String of(Path path) {
    try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      long[] sizeAndTime = new long[3];
      files.forEach(
          file -> {
            BasicFileAttributes attributes = attributes(file);
            if (attributes.isRegularFile()) {
              sizeAndTime[0]++;
              sizeAndTime[1] += attributes.size();
              sizeAndTime[2] = Math.max(sizeAndTime[2], attributes.lastModifiedTime().toMillis());
            }
          });
      return "%d file(s), %d bytes, %d".formatted(sizeAndTime[0], sizeAndTime[1], sizeAndTime[2]);
    } catch (IOException | UncheckedIOException e) {
      return "unreadable";
    }
  }

  private static BasicFileAttributes attributes(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
