package sc.fiji.fewshot.predict;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sc.fiji.fewshot.FewShotException;

/** Where the scores of an image are kept until they are written. */
@FunctionalInterface
public interface ScoreRoom {

  /** In the heap. */
  ScoreRoom HEAP = FloatBuffer::allocate;

  /**
   * @param count how many numbers
   * @return room for them, all zero
   * @throws FewShotException if there is none
   */
  FloatBuffer floats(int count);

  /**
   * Few scores stay in the heap; many, as those of a slide or a long stack, go to a file, so that
   * the memory that an image takes does not grow with it.
   *
   * @param count how many numbers there will be in all
   * @param folder for the file, which nobody sees
   * @return the room
   */
  static ScoreRoom of(long count, Path folder) {
    boolean few = count * Float.BYTES <= Runtime.getRuntime().maxMemory() / 16;
    return few ? HEAP : floats -> mapped(floats, folder);
  }

  private static FloatBuffer mapped(int count, Path folder) {
    long bytes = (long) count * Float.BYTES;
    if (bytes > Integer.MAX_VALUE) {
      throw PatchGrid.tooMany();
    }
    try {
      Path file = Files.createTempFile(Files.createDirectories(folder), "scores", ".tmp");
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes).asFloatBuffer();
      }
    } catch (IOException e) {
      throw new FewShotException(
          "No temporary file can be made in %s (%s); free space or choose another folder (out)."
              .formatted(folder, e.getMessage()),
          e);
    }
  }
}
