package sc.fiji.fewshot.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.fewshot.command.CommandScene.ok;
import static sc.fiji.fewshot.command.CommandScene.refused;
import static sc.fiji.fewshot.command.CommandScene.shell;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Evaluate Classifier as SciJava runs it, without a window, against the command line. */
@ExtendWith(SharedScene.class)
class EvaluateClassifierTest {

  @TempDir private Path folder;

  private final CommandScene scene;

  EvaluateClassifierTest(CommandScene scene) {
    this.scene = scene;
  }

  @Test
  void foldersOfClassesAreLearntAndMeasured() throws IOException {
    Path classes = folder.resolve("classes");
    ImagePlus image = IJ.openImage(scene.sample.toString());
    for (int i = 0; i < 8; i++) {
      image.setRoi(40 * i, 60 * (i % 2), 40, 40);
      Path file = classes.resolve(i % 2 == 0 ? "even" : "odd").resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image.crop().getBufferedImage(), "png", file.toFile());
    }
    Path byCommand = folder.resolve("command.fewshot");
    Path byShell = folder.resolve("shell.fewshot");
    ok(scene.run(TrainClassifier.class, "examples", classes, "output", byCommand, "views", 1));
    shell("train", "--examples", classes, "--out", byShell, "--views", 1);
    assertArrayEquals(Files.readAllBytes(byShell), Files.readAllBytes(byCommand));
    Path json = folder.resolve("measured.json");
    ok(
        scene.run(
            EvaluateClassifier.class,
            "data",
            classes,
            "shots",
            "1, 2",
            "uneven",
            true,
            "queries",
            2,
            "episodes",
            5,
            "views",
            1,
            "output",
            json));
    Path expected = folder.resolve("expected.json");
    shell(
        "evaluate",
        "--data",
        classes,
        "--shots",
        "1,2",
        "--uneven",
        "--queries",
        2,
        "--episodes",
        5,
        "--views",
        1,
        "--json",
        expected,
        "--no-cache");
    assertEquals(withoutTime(expected), withoutTime(json));
    Path known = folder.resolve("known.json");
    ok(
        scene.run(
            EvaluateClassifier.class, "data", classes, "classifier", byCommand, "output", known));
    assertTrue(Files.readString(known).contains("\"confusion\""));
    refused(
        scene.run(EvaluateClassifier.class, "data", classes, "classifier", scene.classifier),
        "'even' is no class of the classifier");
    refused(
        scene.run(EvaluateClassifier.class, "data", classes, "shots", "many"),
        "The shots must be numbers");
    refused(scene.run(EvaluateClassifier.class, "data", classes, "shots", "50"), "enough images");
  }

  private static String withoutTime(Path json) throws IOException {
    return Files.readString(json).replaceAll("\"seconds\": [^\\n]*", "");
  }
}
