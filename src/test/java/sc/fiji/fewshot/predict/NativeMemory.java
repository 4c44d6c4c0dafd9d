package sc.fiji.fewshot.predict;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads how much memory this process has in use, the engine's included. */
final class NativeMemory {

  private static final Path STATUS = Path.of("/proc/self/status");

  private NativeMemory() {}

  /** Resident bytes, the heap of fixed size included; skips where they are not known. */
  static long residentBytes() {
    assumeTrue(Files.exists(STATUS), "skipped: resident memory is read from " + STATUS);
    System.gc();
    try {
      String line =
          Files.readAllLines(STATUS).stream()
              .filter(l -> l.startsWith("RssAnon:"))
              .findFirst()
              .orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
