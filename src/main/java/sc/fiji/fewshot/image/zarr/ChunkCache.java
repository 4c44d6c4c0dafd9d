package sc.fiji.fewshot.image.zarr;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import sc.fiji.fewshot.FewShotException;

/**
 * Keeps the chunks that were used latest. Threads that want the same one wait for the one that
 * reads it.
 */
final class ChunkCache {

  /** Bytes that a key takes; also one for which there is no chunk. */
  private static final int OVERHEAD = 256;

  private final long mostBytes;
  private final Map<String, FutureTask<Optional<byte[]>>> chunks =
      new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param mostBytes to keep
   */
  ChunkCache(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** A sixteenth of the memory that the program may use, within limits. */
  static ChunkCache ofUsualSize() {
    long share = Runtime.getRuntime().maxMemory() / 16;
    return new ChunkCache(Math.max(64L << 20, Math.min(1L << 30, share)));
  }

  /**
   * @param key of a chunk
   * @param read reads it, if it is not here
   * @return the chunk, or nothing if there is none; not to be written to
   */
  Optional<byte[]> get(String key, Supplier<Optional<byte[]>> read) {
    FutureTask<Optional<byte[]>> task;
    boolean isNew;
    synchronized (chunks) {
      task = chunks.get(key);
      isNew = task == null;
      if (isNew) {
        task = new FutureTask<>(read::get);
        chunks.put(key, task);
      }
    }
    if (isNew) {
      task.run();
    }
    try {
      Optional<byte[]> chunk = done(task);
      if (isNew) {
        keepWithin(size(chunk));
      }
      return chunk;
    } catch (RuntimeException | Error e) {
      synchronized (chunks) {
        chunks.remove(key, task);
      }
      throw e;
    }
  }

  /** Waits for it, if another thread is at it. */
  private static Optional<byte[]> done(FutureTask<Optional<byte[]>> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FewShotException("Reading was cancelled; start again.", e);
    }
  }

  private void keepWithin(int added) {
    synchronized (chunks) {
      bytes += added;
      Iterator<FutureTask<Optional<byte[]>>> oldest = chunks.values().iterator();
      while (bytes > mostBytes && oldest.hasNext()) {
        FutureTask<Optional<byte[]>> task = oldest.next();
        if (task.isDone()) {
          bytes -= size(done(task));
          oldest.remove();
        }
      }
    }
  }

  private static int size(Optional<byte[]> chunk) {
    return OVERHEAD + chunk.map(c -> c.length).orElse(0);
  }

  long bytes() {
    synchronized (chunks) {
      return bytes;
    }
  }
}
