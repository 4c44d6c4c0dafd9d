package sc.fiji.fewshot.batch.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import sc.fiji.fewshot.backbone.Sha256;
import sc.fiji.fewshot.batch.ImageOutputs;

/** Everything that a job leaves for users. */
public final class ResultBytes {

  private ResultBytes() {}

  /**
   * @param out folder of results
   * @return fingerprints of all its files, by path, but for those of the journal, which tell times
   */
  public static Map<String, String> of(Path out) {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = out.relativize(file).toString().replace('\\', '/');
        if (!name.startsWith(ImageOutputs.JOURNALS + "/")) {
          bytes.put(name, Sha256.of(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }
}
