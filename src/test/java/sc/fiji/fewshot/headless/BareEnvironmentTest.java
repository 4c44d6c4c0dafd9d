package sc.fiji.fewshot.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.cli.FewShotCli;
import sc.fiji.fewshot.macros.Halves;

/** The command line where there is neither a screen nor a home. */
class BareEnvironmentTest {

  @TempDir private Path folder;

  @Test
  void trainingAndClassifyingGiveTheSameAndWriteNothingElsewhere() throws Exception {
    Halves halves = Halves.make(folder);
    Path classifier = folder.resolve("bare.fewshot");
    Path results = folder.resolve("bare");
    shell(List.of(), halves.trainWords(classifier));
    Halves.assertSameBytes(halves.classifier(), classifier);
    // What Java makes of the home of a user whom the system does not know.
    shell(List.of("-Duser.home=?"), halves.classifyWords(classifier, results));
    assertFalse(Files.exists(folder.resolve("?")));
    halves.assertResults(results);
    assertEquals(List.of(), left(folder.resolve("tmp")));
  }

  private void shell(List<String> options, List<String> words)
      throws IOException, InterruptedException {
    ChildJvm child = ChildJvm.run(folder, options, FewShotCli.class, words.toArray());
    assertEquals(0, child.exitCode(), child.printed());
    assertFalse(child.printed().contains("WARN"), child.printed());
    assertTrue(child.printed().isBlank(), child.printed());
  }

  /** What the engine, which has its cache elsewhere, and the program leave behind. */
  private static List<Path> left(Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> !file.getFileName().toString().startsWith("hsperf")).toList();
    }
  }
}
