package sc.fiji.fewshot.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/** The lines in the documentation are understood, and no parameter is missing from it. */
class DocumentedLinesTest {

  private static final Pattern LINE = Pattern.compile("run\\(\"([^\"]+)\"(?:, \"([^\"]*)\")?\\)");

  @Test
  void theyAreComplete() throws IOException {
    String text = Files.readString(Path.of("docs/macro-guide.md"));
    Set<String> documented = new HashSet<>();
    Matcher lines = LINE.matcher(text);
    for (MatchResult line : lines.results().toList()) {
      CommandInfo info = SciJava.get().find(line.group(1)).orElseThrow();
      documented.add(SciJava.menuName(info));
      if (line.group(2) != null) {
        CommandInputs inputs = new CommandInputs(SciJava.get().create(info));
        inputs.set(MacroOptions.parse(line.group(2)));
      }
    }
    assertEquals(
        new HashSet<>(SciJava.get().commands().stream().map(SciJava::menuName).toList()),
        documented);
    for (CommandInfo info : SciJava.get().commands()) {
      for (ModuleItem<?> item : new CommandInputs(SciJava.get().create(info)).items()) {
        String name = item.getName();
        assertTrue(
            text.contains("`" + name + "`") || text.contains(" " + name + "="),
            info.getClassName() + " " + name);
      }
    }
  }
}
