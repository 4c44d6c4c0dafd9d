package sc.fiji.fewshot.backbone;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;

/**
 * Fetches one file of known size and hash. What has arrived lies under a name of its own beside the
 * target and is gone on with, by this call when the connection breaks and by the next one; only a
 * file with the right hash gets the target's name.
 */
final class Download {

  private static final int MOST_REDIRECTS = 5;

  /** How often in a row nothing new may arrive. */
  private static final int MOST_FAILURES = 3;

  private static final int BUFFER = 1 << 16;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final URI source;
  private final Path target;
  private final long bytes;
  private final String sha256;
  private final int timeoutMillis;
  private final Path part;
  private final Path validator;

  /**
   * @param source http or https
   * @param target where the file shall lie; its folder is created
   * @param bytes size of the file, above 0
   * @param sha256 of the file, lower-case hexadecimal
   * @param timeout for the connection, and for each wait for more
   */
  Download(URI source, Path target, long bytes, String sha256, Duration timeout) {
    this.source = source;
    this.target = target;
    this.bytes = bytes;
    this.sha256 = sha256;
    timeoutMillis = Math.toIntExact(timeout.toMillis());
    part = target.resolveSibling(target.getFileName() + ".part");
    validator = target.resolveSibling(target.getFileName() + ".part-version");
  }

  /**
   * Downloads; blocks until the file is in place.
   *
   * @param progress may cancel; what has arrived by then is kept
   * @throws FewShotException if the server cannot be reached, refuses, or sends another file, or if
   *     the disk cannot be written
   */
  void run(Progress progress) {
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      try (FileChannel file =
              FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(file)) {
        if (lock == null) {
          throw new FewShotException(
              "Another program is downloading " + target + "; wait until it has finished.");
        }
        fetch(file, progress);
      }
      check();
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(validator);
    } catch (IOException e) {
      throw new FewShotException(
          "%s cannot be written (%s); free space there or choose another folder."
              .formatted(target, reason(e)),
          e);
    }
  }

  private static FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private void fetch(FileChannel file, Progress progress) throws IOException {
    if (file.size() > bytes) {
      file.truncate(0);
    }
    int failures = 0;
    while (file.size() < bytes) {
      long before = file.size();
      try {
        fetchRest(file, progress);
      } catch (NetworkException e) {
        failures = file.size() > before ? 1 : failures + 1;
        if (failures >= MOST_FAILURES) {
          throw new FewShotException(
              ("%s cannot be downloaded (%s); check the network and run the command again, which goes"
                      + " on where it stopped.")
                  .formatted(source, reason(e.getCause())),
              e);
        }
      }
    }
  }

  private void fetchRest(FileChannel file, Progress progress) throws IOException {
    HttpURLConnection connection = connect(file.size());
    try {
      int status = status(connection);
      if (status == HttpURLConnection.HTTP_OK) {
        // The server knows no ranges, or its file is another one than before.
        file.truncate(0);
      } else if (status == RANGE_NOT_SATISFIABLE
          || status == HttpURLConnection.HTTP_PARTIAL && !startsAt(connection, file.size())) {
        file.truncate(0);
        Files.deleteIfExists(validator);
        throw new NetworkException(new IOException("the server sent another part of the file"));
      } else if (status != HttpURLConnection.HTTP_PARTIAL) {
        throw new FewShotException(
            "The server answers %d for %s; %s."
                .formatted(
                    status,
                    connection.getURL(),
                    status >= 500 ? "try again later" : "check the address in the catalogue"));
      }
      rememberVersion(connection);
      receive(connection, file, progress);
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection connect(long from) throws IOException {
    URI uri = source;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(timeoutMillis);
      connection.setReadTimeout(timeoutMillis);
      connection.setUseCaches(false);
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (from > 0) {
        connection.setRequestProperty("Range", "bytes=" + from + "-");
        Optional<String> version = version();
        version.ifPresent(v -> connection.setRequestProperty("If-Range", v));
      }
      if (!REDIRECTS.contains(status(connection))) {
        return connection;
      }
      uri = next(uri, connection.getHeaderField("Location"));
      connection.disconnect();
    }
    throw new FewShotException(
        "%s redirects more than %d times; check the address in the catalogue."
            .formatted(source, MOST_REDIRECTS));
  }

  private static int status(HttpURLConnection connection) {
    try {
      return connection.getResponseCode();
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }

  /**
   * @param from that redirects
   * @param location to what it redirects, may be relative, may be null
   * @return the address to go on with
   * @throws FewShotException if there is none or it is less safe than the one before
   */
  static URI next(URI from, String location) {
    URI to;
    try {
      to = from.resolve(Objects.requireNonNull(location, "no Location"));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new FewShotException(
          from + " redirects to nowhere; check the address in the catalogue.", e);
    }
    boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
    if (!web || "https".equals(from.getScheme()) && !"https".equals(to.getScheme())) {
      throw new FewShotException(
          "%s redirects to %s, which is not safe to follow; check the address in the catalogue."
              .formatted(from, to));
    }
    return to;
  }

  private static boolean startsAt(HttpURLConnection connection, long from) {
    String range = connection.getHeaderField("Content-Range");
    return range != null && range.startsWith("bytes " + from + "-");
  }

  /** What tells this version of the file from others: a strong tag, else its date. */
  private void rememberVersion(HttpURLConnection connection) throws IOException {
    String tag = connection.getHeaderField("ETag");
    String version =
        tag != null && !tag.startsWith("W/") ? tag : connection.getHeaderField("Last-Modified");
    if (version == null) {
      Files.deleteIfExists(validator);
    } else {
      Files.writeString(validator, version);
    }
  }

  private Optional<String> version() throws IOException {
    return Files.isRegularFile(validator)
        ? Optional.of(Files.readString(validator))
        : Optional.empty();
  }

  private void receive(HttpURLConnection connection, FileChannel file, Progress progress)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    file.position(file.size());
    try (InputStream in = body(connection)) {
      int read;
      while ((read = read(in, buffer)) > 0) {
        if (file.size() + read > bytes) {
          file.truncate(0);
          throw new FewShotException(
              ("%s is larger than the %d bytes that the catalogue states, so it was not kept; check"
                      + " the catalogue.")
                  .formatted(source, bytes));
        }
        ByteBuffer content = ByteBuffer.wrap(buffer, 0, read);
        while (content.hasRemaining()) {
          file.write(content);
        }
        progress.done((double) file.size() / bytes);
      }
    }
    if (file.size() < bytes) {
      throw new NetworkException(
          new EOFException("it ended after %d of %d bytes".formatted(file.size(), bytes)));
    }
  }

  private static InputStream body(HttpURLConnection connection) {
    try {
      return connection.getInputStream();
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }

  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new NetworkException(e);
    }
  }

  private void check() throws IOException {
    String found = Sha256.of(part);
    if (!found.equals(sha256)) {
      Files.delete(part);
      Files.deleteIfExists(validator);
      throw new FewShotException(
          ("%s is not the file that the catalogue means (SHA-256 %.12s... instead of %.12s...), so it"
                  + " was deleted; do not use it from elsewhere and tell whoever keeps the"
                  + " catalogue.")
              .formatted(source, found, sha256));
    }
  }

  private static String reason(Throwable e) {
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }

  /** The other end or the way there failed, which another attempt may mend; the disk did not. */
  private static final class NetworkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NetworkException(IOException cause) {
      super(cause);
    }
  }
}
