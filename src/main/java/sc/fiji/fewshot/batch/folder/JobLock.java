package sc.fiji.fewshot.batch.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import sc.fiji.fewshot.FewShotException;

/**
 * Keeps two jobs from writing the same results. It is the operating system's lock, which ends with
 * the process however that ends, so that a killed job locks nobody out.
 */
final class JobLock implements AutoCloseable {

  /** Beyond the text, which others may read while it is locked. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /**
   * Locks of this process: if it opened and closed the file of one of them again, the operating
   * system would take the lock away.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private JobLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param file of the lock
   * @return the lock, to be closed
   * @throws FewShotException if another job has it, or it cannot be had
   */
  static JobLock take(Path file) {
    Path path = file.toAbsolutePath().normalize();
    String self = "process " + ProcessHandle.current().pid();
    if (!HELD.add(path)) {
      throw taken(path, self);
    }
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        channel.close();
        throw taken(path, Files.readString(path).strip());
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((self + "\n").getBytes(StandardCharsets.UTF_8)));
      return new JobLock(path, channel);
    } catch (IOException e) {
      HELD.remove(path);
      throw new FewShotException(
          "The folder %s cannot be locked (%s); choose another."
              .formatted(path.getParent(), e.getMessage()),
          e);
    } catch (FewShotException e) {
      HELD.remove(path);
      throw e;
    }
  }

  private static FewShotException taken(Path path, String holder) {
    return new FewShotException(
        "Another job (%s) writes to %s; wait for its end, or choose another folder."
            .formatted(holder, path.getParent().getParent()));
  }

  /** Deletes a file that is under this lock. */
  void delete(Path locked) {
    try {
      Files.deleteIfExists(locked);
    } catch (IOException e) {
      throw new FewShotException(locked + " cannot be deleted; close it where it is open.", e);
    }
  }

  @Override
  public void close() {
    HELD.remove(file);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
