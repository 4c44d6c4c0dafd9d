package sc.fiji.fewshot.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerPoolTest {

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
