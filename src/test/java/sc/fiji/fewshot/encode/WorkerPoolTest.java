package sc.fiji.fewshot.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerPoolTest {

  /** Or else the caller would close what it still uses. */
  @Test
  void aFailureWaitsForWhatWasBegun() {
    try (WorkerPool pool = new WorkerPool(2)) {
      CountDownLatch begun = new CountDownLatch(1);
      AtomicInteger begunPieces = new AtomicInteger();
      AtomicInteger ended = new AtomicInteger();
      IllegalStateException e =
          assertThrows(
              IllegalStateException.class,
              () ->
                  pool.map(
                      100,
                      i -> {
                        if (i == 0) {
                          await(begun);
                          throw new IllegalStateException("first");
                        }
                        begunPieces.incrementAndGet();
                        begun.countDown();
                        work();
                        return ended.incrementAndGet();
                      }));
      assertEquals("first", e.getMessage());
      assertEquals(begunPieces.get(), ended.get(), "nothing goes on");
      assertTrue(ended.get() >= 1 && ended.get() < 99, "the others are given up: " + ended);
    }
  }

  @Test
  void interruptionWaitsForWhatWasBegunAndIsKept() {
    try (WorkerPool pool = new WorkerPool(1)) {
      Thread caller = Thread.currentThread();
      AtomicInteger begunPieces = new AtomicInteger();
      AtomicInteger ended = new AtomicInteger();
      assertThrows(
          CancellationException.class,
          () ->
              pool.map(
                  100,
                  i -> {
                    begunPieces.incrementAndGet();
                    caller.interrupt();
                    work();
                    return ended.incrementAndGet();
                  }));
      assertTrue(Thread.interrupted(), "the caller learns of it");
      assertEquals(begunPieces.get(), ended.get(), "nothing goes on");
      assertTrue(ended.get() >= 1 && ended.get() < 99, "the others are given up: " + ended);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Longer than it takes to hear of a failure; were it not, the tests would hold all the same. */
  private static void work() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** All threads wait for inner pieces, which then none would compute. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void piecesMayHavePiecesThemselves() {
    try (WorkerPool pool = new WorkerPool(2)) {
      List<List<Thread>> threads = pool.map(4, i -> pool.map(3, j -> Thread.currentThread()));
      assertEquals(4, threads.size());
      for (List<Thread> inner : threads) {
        assertEquals(3, inner.size());
        assertEquals(1, Set.copyOf(inner).size(), "one by one on the thread of the outer piece");
        assertTrue(inner.get(0) != Thread.currentThread());
      }
      List<Integer> sums =
          pool.map(5, i -> pool.map(3, j -> 10 * i + j).stream().mapToInt(n -> n).sum());
      assertEquals(List.of(3, 33, 63, 93, 123), sums);
    }
  }
}
