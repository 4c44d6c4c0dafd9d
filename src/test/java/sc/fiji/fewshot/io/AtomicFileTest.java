package sc.fiji.fewshot.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.FewShotException;

class AtomicFileTest {

  @TempDir private Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    String message =
        assertThrows(
                FewShotException.class,
                () ->
                    AtomicFile.write(
                        file,
                        temporary -> {
                          Files.writeString(temporary, "half");
                          throw new IOException("No space left on device");
                        }))
            .getMessage();
    assertTrue(message.contains("a.txt cannot be written (IO: No space left on device)"), message);
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void untilItIsWholeTheFileIsNotThere() {
    Path file = folder.resolve("sub/a.txt");
    AtomicFile.write(
        file,
        temporary -> {
          Files.writeString(temporary, "new");
          assertTrue(Files.notExists(file));
        });
    assertTrue(Files.exists(file));
  }

  /** Writes half of a file and waits to be stopped. */
  public static final class HalfWay {

    private HalfWay() {}

    public static void main(String[] args) {
      AtomicFile.write(
          Path.of(args[0]),
          temporary -> {
            Files.writeString(temporary, "half");
            System.out.println("half");
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          });
    }
  }

  @Test
  void aProgramThatIsStoppedHalfWayLeavesNothing() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                HalfWay.class.getName(),
                folder.resolve("a.txt").toString())
            .start();
    assertEquals("half", process.inputReader().readLine());
    assertEquals(1, files().size());
    process.destroy();
    process.waitFor();
    assertEquals(List.of(), files());
  }
}
