package sc.fiji.fewshot.session.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.UserHome;
import sc.fiji.fewshot.session.SessionState;

/**
 * Saves a session by itself, so that its marks outlive a crash: half a second after a change, on a
 * thread of its own, whole or not at all. All methods may be called from any thread and return at
 * once, unless they say that they wait.
 */
public final class Autosave implements AutoCloseable {

  /** Changes within this time are written together, milliseconds. */
  private static final long DELAY = 500;

  /** What nobody came back for is taken away after this time. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final Path file;
  private final ImageReference image;
  private final Consumer<String> failed;
  private final ScheduledExecutorService writer;
  private SessionState unwritten;
  private boolean scheduled;
  private boolean troubled;

  /**
   * Nothing is written before the first change.
   *
   * @param folder of all autosaves, such as {@link #usualFolder}; made if need be
   * @param image that is worked on
   * @param failed hears one sentence, on a thread of the autosave, when writing begins to fail
   */
  public Autosave(Path folder, ImageReference image, Consumer<String> failed) {
    this.image = image;
    this.failed = failed;
    file = folder.resolve(image.contentKey() + "-" + image.placeKey() + SessionFile.EXTENSION);
    writer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "few-shot autosave");
              thread.setDaemon(true);
              return thread;
            });
    writer.execute(() -> removeOld(folder, Instant.now().minus(KEPT)));
  }

  /**
   * @return where autosaves are kept: what the environment variable {@code FEWSHOT_AUTOSAVE} names,
   *     or {@code .fewshot/autosave} in the user's home
   */
  public static Path usualFolder() {
    String named = System.getenv("FEWSHOT_AUTOSAVE");
    return named == null || named.isBlank()
        ? UserHome.folder().resolve(".fewshot").resolve("autosave")
        : Path.of(named);
  }

  /**
   * An autosave that was left behind.
   *
   * @param file where it is
   * @param session what it holds
   * @param saved when
   */
  public record Found(Path file, SavedSession session, Instant saved) {

    /** Takes it away. */
    public void discard() {
      delete(file);
    }
  }

  /**
   * Looks for what was left of earlier work on an image; waits for the disk.
   *
   * @param folder of all autosaves
   * @param image that was opened
   * @return the autosave of that image, or else the latest one of an image that shows the same,
   *     such as the same file in another folder; those that cannot be read do not count
   */
  public static Optional<Found> find(Path folder, ImageReference image) {
    String place = image.placeKey() + SessionFile.EXTENSION;
    return files(folder).stream()
        .filter(file -> file.getFileName().toString().startsWith(image.contentKey()))
        .sorted(
            Comparator.comparing((Path file) -> !file.getFileName().toString().endsWith(place))
                .thenComparing(Comparator.comparing(Autosave::time).reversed()))
        .flatMap(file -> readable(file).stream())
        .filter(found -> found.session().image().showsTheSameAs(image))
        .findFirst();
  }

  private static Optional<Found> readable(Path file) {
    try {
      return Optional.of(new Found(file, SessionFile.read(file), time(file)));
    } catch (FewShotException e) {
      // Nothing can be done with it, and it is taken away when it is old.
      return Optional.empty();
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(Autosave::isOurs).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether it is an autosave, or one that was being written when the program ended. */
  private static boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SessionFile.EXTENSION) || name.endsWith(SessionFile.EXTENSION + ".part");
  }

  private static Instant time(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It is taken away when it is old.
    }
  }

  /** Takes away what was last written before a time. */
  static void removeOld(Path folder, Instant limit) {
    files(folder).stream().filter(file -> time(file).isBefore(limit)).forEach(Autosave::delete);
  }

  /**
   * The user changed something.
   *
   * @param state to be saved soon
   */
  public synchronized void changed(SessionState state) {
    unwritten = state;
    if (!scheduled && !writer.isShutdown()) {
      scheduled = true;
      writer.schedule(this::write, DELAY, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized SessionState takeUnwritten() {
    SessionState state = unwritten;
    unwritten = null;
    scheduled = false;
    return state;
  }

  private void write() {
    SessionState state = takeUnwritten();
    if (state == null) {
      return;
    }
    try {
      if (state.classes().isEmpty()) {
        delete(file);
      } else {
        SessionFile.write(file, new SavedSession(image, state));
      }
      troubled = false;
    } catch (FewShotException e) {
      if (!troubled) {
        troubled = true;
        failed.accept(e.getMessage());
      }
    }
  }

  /**
   * The marks are saved elsewhere or not wanted: takes the autosave away, until the next change.
   */
  public synchronized void discard() {
    unwritten = null;
    if (!writer.isShutdown()) {
      writer.execute(() -> delete(file));
    }
  }

  /**
   * Waits until all changes until now are written; not after {@link #close}.
   *
   * @param millis how long at most
   * @return whether they are
   * @throws InterruptedException if the calling thread is interrupted
   */
  public boolean awaitWritten(long millis) throws InterruptedException {
    try {
      writer.submit(this::write).get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Writes what is not written yet, and ends. Returns at once. */
  @Override
  public synchronized void close() {
    if (!writer.isShutdown()) {
      writer.execute(this::write);
      writer.shutdown();
    }
  }

  /**
   * Waits until all is written after {@link #close}.
   *
   * @param millis how long at most
   * @return whether it is
   * @throws InterruptedException if the calling thread is interrupted
   */
  public boolean awaitEnd(long millis) throws InterruptedException {
    return writer.awaitTermination(millis, TimeUnit.MILLISECONDS);
  }
}
