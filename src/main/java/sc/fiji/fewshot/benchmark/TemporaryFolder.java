package sc.fiji.fewshot.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;

/** A folder for the files of one benchmark; closing it deletes them. */
final class TemporaryFolder implements AutoCloseable {

  private final Path path;

  /**
   * @throws FewShotException if it cannot be made
   */
  TemporaryFolder() {
    try {
      path = Files.createTempDirectory("fewshot-benchmark");
    } catch (IOException e) {
      throw new FewShotException("No temporary folder can be made; free space.", e);
    }
  }

  /**
   * @return where it is
   */
  Path path() {
    return path;
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new FewShotException("The temporary folder " + path + " cannot be deleted.", e);
    }
  }
}
