package sc.fiji.fewshot.macros;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.headless.ChildJvm;

/** The Groovy script of the plugins folder, which runs SciJava's commands without a screen. */
class GroovyScriptTest {

  @TempDir private Path folder;

  @Test
  void itTrainsAndClassifiesLikeTheCommandLine() throws Exception {
    Halves halves = Halves.make(folder);
    Path output = folder.resolve("groovy results");
    ChildJvm child = run(halves.image(), halves.rois(), output);
    assertTrue(child.printed().contains("Classified 1 image(s)"), child.printed());
    Halves.assertSameBytes(halves.classifier(), output.resolve("classifier.fewshot"));
    halves.assertResults(output);
  }

  @Test
  void itTellsAMistakeInOneSentenceAndEnds() throws Exception {
    Path absent = folder.resolve("absent.zip");
    Path image = Path.of("sample-images/tissue-section.tif").toAbsolutePath();
    ChildJvm child = run(image, absent, folder.resolve("none"));
    assertTrue(child.printed().contains("There is no file " + absent + "."), child.printed());
    assertFalse(child.printed().contains("\tat "), child.printed());
    assertFalse(child.printed().contains("Classified"), child.printed());
  }

  private ChildJvm run(Path image, Path rois, Path output) throws Exception {
    return ChildJvm.run(
        folder,
        List.of(),
        ScriptCall.class,
        Path.of("plugins/Few-Shot/Train_and_Classify.groovy").toAbsolutePath(),
        "image",
        image,
        "examples",
        rois,
        "input",
        image.getParent(),
        "output",
        output,
        "views",
        1,
        "patch",
        64,
        "stride",
        32);
  }
}
