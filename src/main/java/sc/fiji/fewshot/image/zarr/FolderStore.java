package sc.fiji.fewshot.image.zarr;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.fewshot.FewShotException;

/**
 * A hierarchy in a folder.
 *
 * @param root the folder
 */
record FolderStore(Path root) implements ZarrStore {

  @Override
  public Optional<byte[]> read(String key) {
    Path file = file(key);
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException | OutOfMemoryError e) {
      throw unreadable(file, e);
    }
  }

  @Override
  public Optional<byte[]> read(String key, long from, int length) {
    Path file = file(key);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long position = from < 0 ? channel.size() + from : from;
      if (position < 0 || position + length > channel.size()) {
        throw new EOFException("the file ends early");
      }
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
        // Until all is there.
      }
      return Optional.of(bytes.array());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private Path file(String key) {
    Path file = root.resolve(key).normalize();
    if (!file.startsWith(root.normalize())) {
      throw new FewShotException(
          root + " is damaged: it refers to '" + key + "', which lies outside of it.");
    }
    return file;
  }

  private static FewShotException unreadable(Path file, Throwable cause) {
    return new FewShotException(
        "%s cannot be read (%s); copy or export the image again."
            .formatted(file, cause.getMessage()),
        cause);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
