package sc.fiji.fewshot.batch.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;

/** Locks within one process; KilledJobTest has those between processes. */
class JobLockTest {

  @TempDir private Path folder;

  @Test
  void oneJobAtATime() throws IOException {
    Path file = folder.resolve("1-of-1.lock");
    Files.writeString(file, "process 123456789 that was killed\n");
    for (int round = 0; round < 2; round++) {
      try (JobLock lock = JobLock.take(file)) {
        FewShotException refusal = assertThrows(FewShotException.class, () -> JobLock.take(file));
        assertTrue(refusal.getMessage().startsWith("Another job (process "), refusal.getMessage());
        Path locked = Files.writeString(folder.resolve("x"), "x");
        lock.delete(locked);
        assertTrue(Files.notExists(locked));
      }
    }
    assertEquals("process " + ProcessHandle.current().pid(), Files.readString(file).strip());
  }
}
