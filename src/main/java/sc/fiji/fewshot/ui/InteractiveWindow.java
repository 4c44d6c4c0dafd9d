package sc.fiji.fewshot.ui;

import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.lang.reflect.InvocationTargetException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.window.WorkWindow;

/** The windows for interactive work; each image has one at most. */
public final class InteractiveWindow {

  private static final Map<ImagePlus, WorkWindow> OPEN = new IdentityHashMap<>();

  private InteractiveWindow() {}

  /**
   * Opens the window of an image, or brings it to the front.
   *
   * @param image to work on
   * @return its window
   * @throws FewShotException if there is no screen
   */
  public static WorkWindow open(ImagePlus image) {
    return open(image, SessionState.empty());
  }

  /**
   * Opens the window of an image with what was decided before. If it is open already, it is brought
   * to the front as it is.
   *
   * @param image to work on
   * @param first classes, marks and options to start with
   * @return its window
   * @throws FewShotException if there is no screen
   */
  public static WorkWindow open(ImagePlus image, SessionState first) {
    if (GraphicsEnvironment.isHeadless()) {
      throw new FewShotException(Messages.text("error.headless"));
    }
    return onEventThread(
        () -> {
          WorkWindow known = OPEN.get(image);
          if (known != null) {
            known.toFront();
            return known;
          }
          WorkWindow fresh =
              new WorkWindow(image, first, Backbones::open, () -> OPEN.remove(image));
          OPEN.put(image, fresh);
          return fresh;
        });
  }

  private static <T> T onEventThread(Supplier<T> job) {
    if (SwingUtilities.isEventDispatchThread()) {
      return job.get();
    }
    Object[] result = new Object[1];
    try {
      SwingUtilities.invokeAndWait(() -> result[0] = job.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FewShotException(Messages.text("error.interrupted"), e);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
    @SuppressWarnings("unchecked")
    T typed = (T) result[0];
    return typed;
  }
}
