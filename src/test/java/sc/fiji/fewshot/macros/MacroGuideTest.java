package sc.fiji.fewshot.macros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.headless.ChildJvm;

/**
 * The macros of the macro guide, section by section, run as they stand there. That the lines with
 * all parameters are understood, another test checks.
 */
class MacroGuideTest {

  private static final List<String> SECTIONS =
      List.of(
          "## First result",
          "## Ready-made macros",
          "## Without a screen",
          "### Classify Folder...",
          "### The command line from a macro");

  @TempDir private Path folder;

  @Test
  void theyDoWhatTheGuideSays() throws Exception {
    Halves halves = Halves.make(folder.resolve("made"));
    Path data = Files.createDirectories(folder.resolve("data/slides")).getParent();
    Files.copy(halves.image(), data.resolve("slide.tif"));
    Files.copy(halves.image(), data.resolve("slides/slide.tif"));
    Files.copy(halves.rois(), data.resolve("rois.zip"));
    installTheMacros();
    List<String> calls = new ArrayList<>();
    for (String section : SECTIONS) {
      Path macro = folder.resolve("macro" + calls.size() + ".ijm");
      Files.writeString(macro, lines(section).replace("/data", data.toString()));
      calls.add(macro.toString());
      calls.add("");
    }
    ChildJvm child = PatchedImageJ.run(folder, calls);
    String printed = child.printed();
    assertFalse(printed.contains("Macro Error") || printed.contains("[aborted]"), printed);
    assertFalse(printed.contains("\tat ") || printed.contains("exists"), printed);
    assertTrue(printed.contains("There is no file " + data.resolve("no.zip") + "."), printed);
    // The lines say the same in several ways.
    for (String other : List.of("marked.fewshot", "headless.fewshot")) {
      Halves.assertSameBytes(data.resolve("cells.fewshot"), data.resolve(other));
    }
    for (String name : List.of("results/slide.csv", "results/slide-labels.tif")) {
      Halves.assertSameBytes(data.resolve(name), data.resolve(name.replace("results", "marked")));
    }
    assertTrue(Files.exists(data.resolve("results/fewshot-report.html")));
    assertEquals(1 + 2 * 3, Files.readAllLines(data.resolve("areas.csv")).size());
  }

  /** The indented lines of a section, but for those of a shell. */
  private static String lines(String section) throws IOException {
    List<String> guide = Files.readAllLines(Path.of("docs/macro-guide.md"));
    int start = guide.indexOf(section);
    assertTrue(start >= 0, section);
    return guide.stream()
        .skip(start + 1L)
        .takeWhile(line -> !line.startsWith("#"))
        .filter(line -> line.startsWith("    "))
        .filter(line -> !line.matches(" *(fiji|java|env) .*"))
        .collect(Collectors.joining("\n"));
  }

  private void installTheMacros() throws IOException {
    Path target = Files.createDirectories(folder.resolve("plugins/Few-Shot"));
    try (Stream<Path> macros = Files.list(Path.of("plugins/Few-Shot"))) {
      for (Path macro : macros.filter(Files::isRegularFile).toList()) {
        Files.copy(macro, target.resolve(macro.getFileName()));
      }
    }
  }
}
