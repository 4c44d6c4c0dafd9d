package sc.fiji.fewshot.macros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.headless.ChildJvm;

/** Macros on a screen where, as in Fiji, a command runs on a thread other than the macro's. */
class CommandThreadTest {

  @TempDir private static Path folder;

  private static Path absent;
  private static Path reached;
  private static Path current;
  private static String printed;

  @BeforeAll
  static void runAll() throws Exception {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: ImageJ needs a screen");
    Halves halves = Halves.make(folder);
    absent = folder.resolve("absent.zip");
    reached = folder.resolve("reached.txt");
    current = folder.resolve("current.txt");
    String classify =
        "run('Classify Image or Stack...', '%s labels=true');".formatted(halves.classifyOptions());
    String save = "File.saveString(getTitle(), '%s');";
    String open = "setBatchMode(true); open('%s');".formatted(halves.image());
    String train = "run('Train Classifier...', 'examples=%s output=none.fewshot');";
    ChildJvm child =
        ChildJvm.run(
            folder,
            List.of(ChildJvm.SCREEN, "--add-opens=java.base/java.lang=ALL-UNNAMED"),
            FijiLikeImageJ.class,
            open + train.formatted(absent) + save.formatted(reached),
            open + classify.replace("labels", "patch=many labels") + save.formatted(reached),
            open + classify + save.formatted(current));
    printed = child.printed();
    assertEquals(0, child.exitCode(), printed);
  }

  @Test
  void aMacroThatACommandEndsShowsWhy() {
    assertTrue(printed.contains("dialog: Macro Error"), printed);
    assertTrue(printed.contains("<There is no file " + absent + ".>"), printed);
    assertFalse(Files.exists(reached), printed);
  }

  @Test
  void aValueThatDoesNotFitIsRefused() {
    assertTrue(printed.contains("<'patch' must be a whole number, not 'many'.>"), printed);
  }

  @Test
  void inBatchModeTheMacroGoesOnWithWhatWasShown() throws IOException {
    assertEquals("halves-labels", Files.readString(current), printed);
  }
}
