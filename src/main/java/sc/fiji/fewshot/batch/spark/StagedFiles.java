package sc.fiji.fewshot.batch.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;

/** Files that an executor wrote into a folder that the driver sees, too. */
final class StagedFiles {

  private StagedFiles() {}

  /**
   * @param from folder of an attempt
   * @param to folder on the same disk; gets the same files
   * @throws FewShotException if they cannot be moved
   */
  static void move(String from, Path to) {
    Path source = Path.of(from);
    try (Stream<Path> all = Files.walk(source)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        Path place = to.resolve(source.relativize(file));
        Files.createDirectories(place.getParent());
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new FewShotException(
          ("What an executor wrote to %s is not to be had here (%s); give a folder that all machines"
                  + " of the cluster share.")
              .formatted(source, e.getMessage()),
          e);
    }
  }
}
