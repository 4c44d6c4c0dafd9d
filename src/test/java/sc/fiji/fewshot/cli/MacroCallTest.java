package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as macros call it. */
class MacroCallTest {

  @TempDir private Path folder;

  @Test
  void aMacroRunsTheCommandLine() {
    String problem = MacroCall.run("info\n" + folder.resolve("absent.fewshot"));
    assertTrue(problem.startsWith("There is no classifier file"), problem);
  }
}
