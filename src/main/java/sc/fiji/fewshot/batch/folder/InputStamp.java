package sc.fiji.fewshot.batch.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * Tells versions of an input apart by size and time of the last change: reading thousands of slides
 * to the end just to see that they are the same would take longer than classifying some.
 */
final class InputStamp {

  private InputStamp() {}

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
