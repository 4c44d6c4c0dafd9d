package sc.fiji.fewshot.io;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sc.fiji.fewshot.FewShotException;

/**
 * Writes a file under a temporary name and moves it into place, so that it is whole or not there.
 */
public final class AtomicFile {

  /** What a program that is stopped half-way has to take away. */
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> UNFINISHED.forEach(AtomicFile::discard)));
  }

  private AtomicFile() {}

  /** Writes to the path that it is given. */
  @FunctionalInterface
  public interface Writer {

    /**
     * @param temporary a path beside the file's own
     * @throws IOException if it cannot be written
     */
    void write(Path temporary) throws IOException;
  }

  /**
   * @param file to write; replaced if it exists
   * @param writer writes its content
   * @throws FewShotException if it cannot be written
   */
  public static void write(Path file, Writer writer) {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      UNFINISHED.add(temporary);
      writer.write(temporary);
      move(temporary, file);
    } catch (IOException e) {
      throw new FewShotException(
          file + " cannot be written (" + reason(e) + "); choose another folder or free space.", e);
    } finally {
      discard(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
      UNFINISHED.remove(temporary);
    } catch (IOException e) {
      // The file itself is in place, or the failure to write it is on its way to the user: what
      // cannot be deleted yet is tried again when the program ends.
    }
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }
}
