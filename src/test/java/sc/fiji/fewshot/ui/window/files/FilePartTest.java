package sc.fiji.fewshot.ui.window.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.classifier.Classifier;
import sc.fiji.fewshot.io.ClassifierFile;
import sc.fiji.fewshot.predict.Scenes;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.InteractiveWindow;
import sc.fiji.fewshot.ui.OverlayPainter;
import sc.fiji.fewshot.ui.window.Asking;
import sc.fiji.fewshot.ui.window.OpenWindow;
import sc.fiji.fewshot.ui.window.WorkWindow;

class FilePartTest {

  @TempDir Path folder;

  @BeforeEach
  void needsScreen() {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: there is no screen");
  }

  private Optional<Path> autosaves() {
    return Optional.of(folder.resolve("autosaves"));
  }

  private List<Path> autosaved() {
    try (Stream<Path> files = Files.list(autosaves().orElseThrow())) {
      return files.toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void closeByUser(OpenWindow window) {
    OpenWindow.onEventThread(
        () -> {
          var frame = window.work.context().frame();
          frame.dispatchEvent(new WindowEvent(frame, WindowEvent.WINDOW_CLOSING));
          return null;
        });
  }

  @Test
  void workGoesOnInANewWindow() throws IOException {
    SessionState saved;
    Path file = folder.resolve("work");
    try (OpenWindow window = new OpenWindow(Optional.empty())) {
      window.mark();
      window.change(s -> s.withOptions(o -> o.withPatch(40)));
      saved = window.state();
      window.answers.file = file;
      window.choose("file.save");
      window.awaitMessage("Saved 'work.fewshot-session'");
      assertEquals(List.of("write halves.fewshot-session"), window.answers.asked);
      // The second time it is known where.
      window.change(s -> s.withoutMark(0));
      window.choose("file.save");
      window.awaitMessage("Saved");
      assertEquals(1, window.answers.asked.size());
      window.change(s -> saved);
      window.choose("file.save");
      window.awaitMessage("Saved");
    }
    Path written = folder.resolve("work.fewshot-session");
    byte[] bytes = Files.readAllBytes(written);
    try (OpenWindow window = new OpenWindow(Optional.empty())) {
      window.answers.file = written;
      window.choose("file.open");
      window.awaitMessage("Opened 'work.fewshot-session'");
      assertEquals(saved, window.state());
      closeByUser(window);
      assertTrue(window.isClosed(), "there is nothing to save");
      assertEquals(List.of("read.fewshot-session"), window.answers.asked);
    }
    try (OpenWindow window = new OpenWindow(Optional.empty())) {
      window.mark();
      window.answers.file = written;
      window.choose("file.saveAs");
      assertTrue(window.answers.asked.contains("file.exists"));
      assertArrayEquals(bytes, Files.readAllBytes(written), "replaced unasked");
    }
  }

  @Test
  void workOnAnotherImageIsRefusedInASentence() throws IOException {
    Path file = folder.resolve("other.fewshot-session");
    ImagePlus other = Scenes.halves(100, 128, 2);
    try (OpenWindow window = new OpenWindow(other, Optional.empty(), true)) {
      window.change(s -> s.withClass("a"));
      window.answers.file = file;
      window.choose("file.save");
      window.awaitMessage("Saved");
    }
    try (OpenWindow window = new OpenWindow(Optional.empty())) {
      window.answers.file = file;
      window.choose("file.open");
      window.awaitMessage("open the image that was marked");
      assertTrue(window.state().classes().isEmpty());
      window.answers.file = Files.writeString(folder.resolve("text.fewshot-session"), "text");
      window.choose("file.open");
      window.awaitMessage("text.fewshot-session");
    }
  }

  @Test
  void savesTheClassifier() {
    try (OpenWindow window = new OpenWindow(Optional.empty())) {
      window.answers.file = folder.resolve("halves.fewshot");
      window.choose("file.saveClassifier");
      window.awaitMessage("mark at least one for each of two classes");
      window.mark();
      window.choose("file.saveClassifier");
      window.awaitMessage("Saved the classifier 'halves.fewshot'");
      Classifier classifier = ClassifierFile.read(folder.resolve("halves.fewshot"));
      assertEquals(window.state().classes(), classifier.classes());
    }
    ImagePlus image = Scenes.halves(128, 128, 2);
    try (OpenWindow window = new OpenWindow(image, Optional.empty(), true)) {
      window.answers.file = folder.resolve("halves.fewshot");
      window.choose("file.openClassifier");
      window.awaitMessage("'halves.fewshot' was applied");
      window.await("the overlay", () -> OverlayPainter.isOn(image));
      List<LabelClass> classes = ClassifierFile.read(folder.resolve("halves.fewshot")).classes();
      for (int slice = 1; slice <= 2; slice++) {
        image.setSlice(slice);
        ImagePlus shown = image.flatten();
        image.setHideOverlay(true);
        ImagePlus bare = image.flatten();
        image.setHideOverlay(false);
        for (LabelClass one : classes) {
          int x = one.name().equals("smooth") ? 32 : 96;
          double opacity = window.work.context().view().view().opacity();
          int blue = bare.getProcessor().get(x, 64) & 0xff;
          double expected = (1 - opacity) * blue + opacity * (one.rgb() & 0xff);
          assertEquals(expected, shown.getProcessor().get(x, 64) & 0xff, 3, one.name());
        }
      }
    }
  }

  @Test
  void aCrashCostsNothing() {
    SessionState lost;
    try (OpenWindow window = new OpenWindow(autosaves())) {
      window.mark();
      lost = window.state();
      window.await("the autosave", () -> !autosaved().isEmpty());
    }
    ImagePlus same = Scenes.halves(128, 128, 2);
    try (OpenWindow window = new OpenWindow(same, autosaves(), true)) {
      window.await("the state", () -> window.model().state().equals(lost));
      assertEquals(List.of("rescue"), window.answers.asked);
      window.answers.unsaved = Asking.Answer.DISCARD;
      closeByUser(window);
      assertTrue(window.isClosed());
      assertEquals(List.of("rescue", "unsaved"), window.answers.asked);
      window.await("the end of the autosave", () -> autosaved().isEmpty());
    }
  }

  @Test
  void whatWasNotTakenIsOfferedAgain() throws InterruptedException {
    try (OpenWindow window = new OpenWindow(autosaves())) {
      window.mark();
      window.await("the autosave", () -> !autosaved().isEmpty());
    }
    try (OpenWindow window = new OpenWindow(autosaves())) {
      window.await("the question", () -> window.answers.asked.contains("rescue"));
      closeByUser(window);
      assertTrue(window.isClosed());
      Thread.sleep(300);
      assertEquals(1, autosaved().size());
    }
  }

  @Test
  void closingAsksWhatToDoWithTheMarks() {
    try (OpenWindow window = new OpenWindow(autosaves())) {
      closeByUser(window);
      assertTrue(window.isClosed(), "nothing to ask for");
    }
    try (OpenWindow window = new OpenWindow(autosaves())) {
      window.mark();
      closeByUser(window);
      assertFalse(window.isClosed());
      window.answers.unsaved = Asking.Answer.SAVE;
      closeByUser(window);
      assertFalse(window.isClosed(), "no file was chosen");
      window.answers.file = folder.resolve("work.fewshot-session");
      closeByUser(window);
      assertTrue(window.isClosed());
      window.await("the file", () -> Files.exists(window.answers.file));
      window.await("the end of the autosave", () -> autosaved().isEmpty());
    }
  }

  @Test
  void thereIsNoWayBackWhenTheImageIsGone() {
    try (OpenWindow window = new OpenWindow(autosaves())) {
      window.mark();
      window.answers.unsaved = Asking.Answer.SAVE;
      window.answers.file = folder.resolve("gone.fewshot-session");
      OpenWindow.onEventThread(
          () -> {
            window.image.changes = false;
            window.image.close();
            return null;
          });
      window.await("the end", window::isClosed);
      assertTrue(window.answers.asked.contains("unsaved, no way back"));
      window.await("the file", () -> Files.exists(window.answers.file));
    }
  }

  @Test
  void workOnAnImageThatIsNotShownOpensThatImage() {
    String stored = folder.resolve("stored.tif").toString();
    IJ.saveAsTiff(Scenes.halves(100, 90, 1), stored);
    Path file = folder.resolve("stored.fewshot-session");
    SessionState saved;
    try (OpenWindow window = new OpenWindow(IJ.openImage(stored), Optional.empty(), true)) {
      window.change(s -> s.withClass("a").withClass("b"));
      saved = window.state();
      window.answers.file = file;
      window.choose("file.save");
      window.awaitMessage("Saved");
    }
    try (OpenWindow window = new OpenWindow(Optional.empty())) {
      window.answers.file = file;
      window.choose("file.open");
      window.awaitMessage("The work is about 'stored.tif'");
      assertTrue(window.state().classes().isEmpty(), "this window keeps its own");
      ImagePlus other = OpenWindow.shown("stored.tif");
      WorkWindow theirs = InteractiveWindow.open(other);
      assertEquals(saved, OpenWindow.onEventThread(() -> theirs.context().model().state()));
      OpenWindow.onEventThread(
          () -> {
            theirs.close();
            return null;
          });
    }
  }
}
