package sc.fiji.fewshot.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.fewshot.command.CommandScene.ok;
import static sc.fiji.fewshot.command.CommandScene.refused;
import static sc.fiji.fewshot.command.CommandScene.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.batch.folder.ResultBytes;

/** Classify Folder as SciJava runs it, without a window, against the command line. */
@ExtendWith(SharedScene.class)
class ClassifyFolderTest {

  @TempDir private Path folder;

  private final CommandScene scene;

  ClassifyFolderTest(CommandScene scene) {
    this.scene = scene;
  }

  @Test
  void classifyingGivesTheFilesOfTheCommandLine() throws IOException {
    Path expected = folder.resolve("cli");
    shell("classify", "--classifier", scene.classifier, "--input", scene.crop, "--out", expected);
    Path fromFile = folder.resolve("file");
    ok(
        scene.run(
            ClassifyImage.class,
            "file",
            scene.crop,
            "classifier",
            scene.classifier,
            "output",
            fromFile));
    assertEquals(filesOfImages(expected), ResultBytes.of(fromFile));
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    Files.copy(scene.crop, inputs.resolve("crop.tif"));
    Path fromFolder = folder.resolve("folder");
    ok(classify(inputs, fromFolder));
    assertEquals(ResultBytes.of(expected), ResultBytes.of(fromFolder));
    refused(classify(inputs, fromFolder), "(resume)", "(overwrite)");
    ok(classify(inputs, fromFolder, "resume", true));
    refused(classify(folder.resolve("absent"), fromFolder), "There is no folder");
    Files.createFile(inputs.resolve("empty.tif"));
    refused(classify(inputs, fromFolder, "resume", true), "1 of 2 images could not be classified");
    refused(classify(folder, folder, "mode", "regions"), "go together");
  }

  @Test
  void theResolutionIsChosenAsOnTheCommandLine() throws IOException {
    Path expected = folder.resolve("cli");
    shell(
        "classify",
        "--classifier",
        scene.classifier,
        "--input",
        scene.crop,
        "--level",
        0,
        "--out",
        expected);
    Path got = folder.resolve("level");
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    Files.copy(scene.crop, inputs.resolve("crop.tif"));
    ok(classify(inputs, got, "level", "0"));
    assertEquals(ResultBytes.of(expected), ResultBytes.of(got));
    Path none = folder.resolve("none");
    refused(classify(inputs, none, "level", "0", "mpp", "1"), "by level or by mpp, not by both");
    refused(classify(inputs, none, "level", "fine"), "a whole number, 0 for the finest, or auto");
    refused(classify(inputs, none, "mpp", "1 um"), "must be a number, or auto, not '1 um'");
    refused(classify(inputs, none, "level", "7"), "level 7");
  }

  private FewShotCommand classify(Path input, Path output, Object... more) {
    List<Object> all =
        new ArrayList<>(List.of("classifier", scene.classifier, "input", input, "output", output));
    all.addAll(List.of(more));
    return scene.run(ClassifyFolder.class, all.toArray());
  }

  private static Map<String, String> filesOfImages(Path out) {
    Map<String, String> files = ResultBytes.of(out);
    files.keySet().removeIf(file -> file.startsWith("fewshot-"));
    return files;
  }
}
