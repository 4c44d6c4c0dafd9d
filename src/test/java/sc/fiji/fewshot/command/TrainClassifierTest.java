package sc.fiji.fewshot.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.fewshot.command.CommandScene.ok;
import static sc.fiji.fewshot.command.CommandScene.refused;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.task.event.TaskEvent;

/** Train Classifier as SciJava runs it, without a window, against the command line. */
@ExtendWith(SharedScene.class)
public class TrainClassifierTest {

  @TempDir private Path folder;

  private final CommandScene scene;

  TrainClassifierTest(CommandScene scene) {
    this.scene = scene;
  }

  /** Learns from the marks of the file. */
  private FewShotCommand train(Path out, Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of("examples", CommandScene.ROIS, "file", scene.sample, "output", out));
    all.addAll(List.of(more));
    return scene.run(TrainClassifier.class, all.toArray());
  }

  @Test
  void trainingGivesTheBytesOfTheCommandLine() throws IOException {
    Path fromImage = folder.resolve("image.fewshot");
    ImagePlus image = IJ.openImage(scene.sample.toString());
    ok(
        scene.run(
            TrainClassifier.class,
            "image",
            image,
            "examples",
            CommandScene.ROIS,
            "output",
            fromImage,
            "views",
            1,
            "patch",
            CommandScene.PATCH,
            "device",
            "cpu"));
    assertArrayEquals(Files.readAllBytes(scene.classifier), Files.readAllBytes(fromImage));
    assertNotNull(image.getProcessor(), "the open image is still there");
    assertFalse(image.isLocked());
  }

  @Test
  void whatIsWrongIsSaidInASentenceAndNothingIsWritten() throws IOException {
    Path out = folder.resolve("c.fewshot");
    Path absent = folder.resolve("absent.zip");
    refused(
        scene.run(TrainClassifier.class, "examples", CommandScene.ROIS, "file", scene.sample),
        "(output)");
    // What was given before counts no more.
    refused(
        scene.run(TrainClassifier.class, "examples", CommandScene.ROIS, "output", out),
        "There is no image");
    refused(
        scene.run(TrainClassifier.class, "examples", absent, "file", scene.sample, "output", out),
        "There is no file");
    refused(
        scene.run(
            TrainClassifier.class,
            "file",
            new File(""),
            "image",
            IJ.openImage(scene.crop.toString()),
            "output",
            out),
        "The ROI Manager is empty");
    refused(train(out, "patch", 3), "from 8 to 4096 pixels, not 3");
    refused(train(out, "views", 0), "views");
    refused(train(out, "method", "magic"), "no method");
    refused(train(out, "device", "abacus"), "no device");
    refused(train(out, "backbone", "nothing"), "no backbone 'nothing'");
    Path oneClass = folder.resolve("a-1.roi");
    Roi roi = new Roi(10, 10, 30, 30);
    roi.setName("a#1");
    assertTrue(ij.io.RoiEncoder.save(roi, oneClass.toString()));
    refused(
        scene.run(TrainClassifier.class, "examples", oneClass, "file", scene.sample, "output", out),
        "of one class");
    assertFalse(Files.exists(out));
    Files.writeString(out, "mine");
    refused(train(out), "exists", "overwrite");
    refused(train(out, "overwrite", true), "is no classifier file");
    refused(train(scene.sample, "overwrite", true), "is what is learnt from");
    assertEquals("mine", Files.readString(out));
  }

  /** Cancels the first task that is under way. */
  public static final class Canceller {

    @EventHandler
    void onEvent(TaskEvent event) {
      if (!event.getTask().isCanceled() && event.getTask().getProgressValue() > 0) {
        event.getTask().cancel("enough");
      }
    }
  }

  @Test
  void theTaskOrEscapeCancelsAndLeavesNothing() throws IOException {
    Path out = folder.resolve("never.fewshot");
    EventService events = scene.context.service(EventService.class);
    Canceller canceller = new Canceller();
    var subscribers = events.subscribe(canceller);
    FewShotCommand cancelled = train(out, "patch", CommandScene.PATCH);
    events.unsubscribe(subscribers);
    refused(cancelled, "Train Classifier", "was cancelled");
    assertFalse(Files.exists(out));
    EscapeKey escape = new EscapeKey();
    var others = events.subscribe(escape);
    cancelled = train(out, "patch", CommandScene.PATCH);
    events.unsubscribe(others);
    refused(cancelled, "was cancelled");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  /** Presses Escape when a task is under way. */
  public static final class EscapeKey {

    @EventHandler
    void onEvent(TaskEvent event) {
      if (event.getTask().getProgressValue() > 0) {
        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
      }
    }
  }
}
