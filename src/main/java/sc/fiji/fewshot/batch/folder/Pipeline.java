package sc.fiji.fewshot.batch.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.batch.input.Input;

/**
 * Works on images one after the other: while one is encoded, the next is read and the last is
 * written.
 */
final class Pipeline implements AutoCloseable {

  /** One is written, one waits. */
  private static final int MOST_UNWRITTEN = 2;

  private static final long PATIENCE_SECONDS = 60;

  private final ImageTask task;
  private final Path scratch;
  private final ImageSink sink;
  private final MemoryBudget memory = new MemoryBudget();
  private final ExecutorService reader = thread("few-shot reader");
  private final ExecutorService writer = thread("few-shot writer");
  private final Semaphore unwritten = new Semaphore(MOST_UNWRITTEN);

  /** Why the sink could not take something. */
  private volatile Throwable broken;

  /** An image that was read, with the memory that it takes, or why it could not be read. */
  private record Read(
      Input input, String stamp, int memory, ImageTask.Opened opened, Throwable problem) {}

  /**
   * @param task what to do with an image
   * @param scratch folder for what does not fit into memory
   * @param sink of what comes out
   */
  Pipeline(ImageTask task, Path scratch, ImageSink sink) {
    this.task = task;
    this.scratch = scratch;
    this.sink = sink;
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Works on images; blocks until all are written.
   *
   * @param inputs the images
   * @param progress may cancel
   * @throws CancellationException if it was cancelled
   * @throws FewShotException if the sink cannot take what comes out
   */
  void run(List<Input> inputs, Progress progress) {
    Future<Read> next = null;
    try {
      for (int i = 0; i < inputs.size(); i++) {
        Future<Read> now = next == null ? read(inputs.get(i)) : next;
        next = null;
        Read read = now.get();
        next = i + 1 < inputs.size() ? read(inputs.get(i + 1)) : null;
        predict(read, progress.part(part(i, inputs), part(i + 1, inputs)));
        progress.done(part(i + 1, inputs));
        check();
      }
      unwritten.acquire(MOST_UNWRITTEN);
      check();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      discard(next);
    }
  }

  private static double part(int i, List<Input> inputs) {
    return (double) i / inputs.size();
  }

  private void check() {
    if (broken != null) {
      throw rethrown(broken);
    }
  }

  private Future<Read> read(Input input) {
    return reader.submit(
        () -> {
          int taken = memory.take(input);
          String stamp = sink.stamp(input);
          try {
            return new Read(input, stamp, taken, task.open(input), null);
          } catch (RuntimeException | Error e) {
            return new Read(input, stamp, taken, null, e);
          }
        });
  }

  private void predict(Read read, Progress progress) throws InterruptedException {
    long start = System.nanoTime();
    ImageTask.Predicted predicted = null;
    Throwable problem = read.problem();
    if (problem == null) {
      try {
        predicted = task.predict(read.opened(), scratch, progress);
      } catch (CancellationException e) {
        close(read);
        throw e;
      } catch (RuntimeException | Error e) {
        problem = e;
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    unwritten.acquire();
    ImageTask.Predicted found = predicted;
    Throwable reason = problem;
    writer.execute(
        () -> {
          try {
            if (reason == null) {
              sink.done(read.input(), read.stamp(), seconds, folder -> task.write(found, folder));
            } else {
              sink.failed(read.input(), read.stamp(), Reason.of(reason));
            }
          } catch (RuntimeException | Error e) {
            broken = e;
          } finally {
            close(read);
            unwritten.release();
          }
        });
  }

  private void close(Read read) {
    if (read.opened() != null) {
      read.opened().close();
    }
    memory.giveBack(read.memory());
  }

  /** An image that was read but is not wanted any more. */
  private void discard(Future<Read> read) {
    if (read != null) {
      try {
        close(read.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        throw rethrown(e.getCause());
      }
    }
  }

  private static RuntimeException rethrown(Throwable problem) {
    if (problem instanceof Error error) {
      throw error;
    }
    return problem instanceof RuntimeException known ? known : new IllegalStateException(problem);
  }

  /** Waits until what is being written is written. */
  @Override
  public void close() {
    reader.shutdownNow();
    writer.shutdown();
    try {
      if (!writer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      writer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
