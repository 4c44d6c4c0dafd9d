package sc.fiji.fewshot.batch.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.ImageOutputs;

/**
 * Puts the finished files of an image where users find them. Each is whole and on the disk before
 * it gets its name.
 */
public final class Publication {

  private Publication() {}

  /**
   * Moves an image's files; what an earlier version of the image left is taken away.
   *
   * @param staged where they are
   * @param out folder of the results, on the same disk
   * @param name of the image's results
   * @return sizes of the files in bytes, by path relative to the folder of results
   * @throws FewShotException if they cannot be moved
   */
  public static Map<String, Long> publish(Path staged, Path out, String name) {
    withdraw(out, name);
    Map<String, Long> sizes = new TreeMap<>();
    try {
      for (Path file : files(new ImageOutputs(staged, name))) {
        if (Files.exists(file)) {
          Path relative = staged.relativize(file);
          Path place = out.resolve(relative);
          force(file);
          Files.createDirectories(place.getParent());
          Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
          sizes.put(relative.toString().replace('\\', '/'), Files.size(place));
        }
      }
      return sizes;
    } catch (IOException e) {
      throw new FewShotException(
          "The results of %s cannot be put into %s (%s); free space or choose another folder."
              .formatted(name, out, e.getMessage()),
          e);
    }
  }

  /**
   * Takes an image's results away.
   *
   * @param out folder of the results
   * @param name of the image's results
   */
  static void withdraw(Path out, String name) {
    for (Path file : files(new ImageOutputs(out, name))) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new FewShotException(file + " cannot be replaced; close it where it is open.", e);
      }
    }
  }

  /** The table last: it tells that all is there. */
  private static List<Path> files(ImageOutputs outputs) {
    List<Path> files = new ArrayList<>(outputs.all());
    files.add(0, outputs.thumbnail());
    files.remove(outputs.table());
    files.add(outputs.table());
    return files;
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
