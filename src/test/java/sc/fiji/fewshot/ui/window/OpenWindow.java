package sc.fiji.fewshot.ui.window;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.Component;
import java.awt.Container;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.predict.Scenes;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.window.files.FilePart;
import sc.fiji.fewshot.ui.window.results.ResultsPart;

/**
 * A window beside a scene of two halves, worked through its menus; a test answers its questions.
 */
public final class OpenWindow implements AutoCloseable {

  private static final int SIZE = 128;
  private static final long PATIENCE = 30_000;

  public final ImagePlus image;
  public final WorkWindow work;
  public final Answers answers = new Answers();
  private volatile boolean closed;

  /**
   * @param autosaves empty for none
   */
  public OpenWindow(Optional<Path> autosaves) {
    this(Scenes.halves(SIZE, SIZE, 2), autosaves);
  }

  /** As above, on another image, with the answer yes or no to what is asked at once. */
  public OpenWindow(ImagePlus image, Optional<Path> autosaves, boolean yes) {
    this.image = image;
    answers.yes = yes;
    work =
        onEventThread(
            () -> {
              image.show();
              return new WorkWindow(
                  image,
                  SessionState.empty(),
                  Backbones::open,
                  () -> closed = true,
                  context ->
                      List.of(
                          new ResultsPart(context, answers),
                          new FilePart(context, answers, autosaves)));
            });
  }

  private OpenWindow(ImagePlus image, Optional<Path> autosaves) {
    this(image, autosaves, false);
  }

  public SessionModel model() {
    return work.context().model();
  }

  public SessionState state() {
    return onEventThread(() -> model().state());
  }

  public boolean isClosed() {
    return closed;
  }

  /** Marks both halves. */
  public void mark() {
    List<Mark> marks = new ArrayList<>();
    for (Example example : Scenes.marks(SIZE, SIZE, 3)) {
      Box box = example.region().bounds();
      marks.add(new Mark(new Roi(box.x(), box.y(), box.width(), box.height()), example));
    }
    change(s -> s.withClass("smooth").withClass("check").withMarks(marks));
  }

  public void change(java.util.function.UnaryOperator<SessionState> change) {
    onEventThread(() -> model().change(change));
    onEventThread(() -> null);
  }

  /** Chooses a menu item by the key of its action. */
  public void choose(String key) {
    JMenuItem item = onEventThread(() -> find(work.context().frame().getJMenuBar(), key));
    assertNotNull(item, key);
    onEventThread(
        () -> {
          item.doClick(0);
          return null;
        });
  }

  private static JMenuItem find(Container container, String key) {
    Component[] children =
        container instanceof JMenu menu ? menu.getMenuComponents() : container.getComponents();
    for (Component child : children) {
      if (child instanceof JMenuItem item && key.equals(item.getActionCommand())) {
        return item;
      }
      JMenuItem found = child instanceof Container inner ? find(inner, key) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Waits until the window says something that contains some words. */
  public void awaitMessage(String words) {
    await("'" + words + "'", () -> model().message().contains(words));
  }

  public void await(String what, BooleanSupplier done) {
    long end = System.currentTimeMillis() + PATIENCE;
    while (!onEventThread(done::getAsBoolean)) {
      if (System.currentTimeMillis() > end) {
        fail("in vain waited for " + what + "; the window says: " + model().message());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The open image of a title. */
  public static ImagePlus shown(String title) {
    ImagePlus found = WindowManager.getImage(title);
    assertNotNull(found, title);
    return found;
  }

  public static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE, TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  public static <T> T onEventThread(Callable<T> job) {
    CompletableFuture<T> result = new CompletableFuture<>();
    SwingUtilities.invokeLater(
        () -> {
          try {
            result.complete(job.call());
          } catch (Exception | AssertionError e) {
            result.completeExceptionally(e);
          }
        });
    return get(result);
  }

  /** As after a crash: nothing is asked, and nothing is put away. */
  @Override
  public void close() {
    onEventThread(
        () -> {
          work.close();
          RoiManager manager = RoiManager.getInstance2();
          if (manager != null) {
            manager.reset();
            manager.close();
          }
          int[] ids = WindowManager.getIDList();
          for (int id : ids == null ? new int[0] : ids) {
            ImagePlus open = WindowManager.getImage(id);
            open.changes = false;
            open.close();
          }
          return null;
        });
  }
}
