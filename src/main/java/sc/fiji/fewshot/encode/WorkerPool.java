package sc.fiji.fewshot.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/**
 * Threads that share out numbered pieces of work. Every piece is computed by one thread on its own,
 * so results do not depend on how many there are.
 */
public final class WorkerPool implements AutoCloseable {

  private final ExecutorService executor;
  private final int threads;

  /** Whether the current thread is one of this pool's own. */
  private final ThreadLocal<Boolean> own = ThreadLocal.withInitial(() -> false);

  /**
   * @param threads how many, at least 1
   */
  public WorkerPool(int threads) {
    this.threads = threads;
    executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread =
                  new Thread(
                      () -> {
                        own.set(true);
                        task.run();
                      },
                      "few-shot worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * @return how many threads there are
   */
  public int threads() {
    return threads;
  }

  /**
   * Computes all pieces; blocks until all are done. If one fails, those that were not begun are
   * given up; those that were are waited for all the same, since they use what the caller may close
   * next. Within a piece of the same pool they are computed one by one on the calling thread: large
   * pieces side by side keep all threads busy by themselves.
   *
   * @param count how many pieces
   * @param piece computes piece 0 to {@code count - 1}; called on the pool's threads
   * @param <T> type of a result
   * @return the results in order
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public <T> List<T> map(int count, IntFunction<T> piece) {
    if (own.get()) {
      List<T> results = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        results.add(piece.apply(i));
      }
      return results;
    }
    AtomicBoolean givenUp = new AtomicBoolean();
    List<Future<T>> futures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int number = i;
      futures.add(executor.submit(() -> givenUp.get() ? null : piece.apply(number)));
    }
    List<T> results = new ArrayList<>(count);
    try {
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      givenUp.set(true);
      awaitEnd(futures);
    }
  }

  private static void awaitEnd(List<? extends Future<?>> futures) {
    boolean interrupted = false;
    for (Future<?> future : futures) {
      while (!future.isDone()) {
        try {
          future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          // Only the first failure is told.
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes no more work; what was begun goes on to its end. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
