package sc.fiji.fewshot.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.MouseInfo;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionListener;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.ui.window.SessionModel;
import sc.fiji.fewshot.ui.window.WorkWindow;

/** A running ImageJ with an image and its window, worked by mouse and keys. */
public final class Desk implements AutoCloseable {

  private static final long PATIENCE = 90_000;
  private static final long SETTLING = 60;
  private static final long LOST_MILLIS = 2000;
  private static final int CLICKS = 3;
  private static ImageJ imageJ;

  public final ImagePlus image;
  public final WorkWindow work;
  private final Robot robot;
  private final AtomicReference<Throwable> problem = new AtomicReference<>();

  /** Shows an image at the left of the screen and opens its window. */
  public Desk(ImagePlus image) throws AWTException {
    if (imageJ == null) {
      imageJ = new ImageJ(ImageJ.EMBEDDED);
      imageJ.setLocation(60, 850);
    }
    IJ.setTool("rectangle");
    this.image = image;
    robot = new Robot();
    robot.setAutoDelay(20);
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> problem.compareAndSet(null, e));
    onEventThread(
        () -> {
          image.show();
          image.getWindow().setLocation(60, 60);
          return null;
        });
    work = InteractiveWindow.open(image);
    settle();
    Rectangle shown = image.getWindow().getBounds();
    locate(work.context().frame(), shown.x + shown.width + 20, 20);
  }

  /**
   * Moves a window if it seems to be in the corner: without a window manager Java may not hear
   * where a window went when it opened, and takes it to be there; it hears of a move.
   */
  private void locate(Window window, int x, int y) {
    boolean moved =
        onEventThread(
            () -> {
              boolean corner = window.getX() == 0 && window.getY() == 0;
              if (corner) {
                window.setLocation(x, y);
              }
              return corner;
            });
    if (moved) {
      settle();
    }
  }

  public SessionModel model() {
    return work.context().model();
  }

  static ImagePlus fluorescence() {
    return IJ.openImage("sample-images/fluorescence.tif");
  }

  /** Draws with the tool that is chosen, from one place of the image to another. */
  void drag(int x1, int y1, int x2, int y2) {
    Point from = onScreen(x1, y1);
    Point to = onScreen(x2, y2);
    robot.mouseMove(from.x, from.y);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    robot.mouseMove((from.x + to.x) / 2, (from.y + to.y) / 2);
    robot.mouseMove(to.x, to.y);
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    settle();
  }

  /** Clicks a place of the image. */
  public void clickImage(int x, int y) {
    drag(x, y, x, y);
  }

  private Point onScreen(int x, int y) {
    ImageCanvas canvas = image.getCanvas();
    Point corner = onEventThread(canvas::getLocationOnScreen);
    return new Point(corner.x + canvas.screenX(x), corner.y + canvas.screenY(y));
  }

  /** Presses a key over the image. */
  public void keyOnImage(int... codes) {
    focus(image.getWindow(), image.getCanvas());
    key(codes);
  }

  /** Presses a key wherever the focus is, after modifiers. */
  void key(int... codes) {
    for (int code : codes) {
      robot.keyPress(code);
    }
    for (int i = codes.length - 1; i >= 0; i--) {
      robot.keyRelease(codes[i]);
    }
    settle();
  }

  /** Presses a digit over the image. */
  public void digit(int digit) {
    keyOnImage(KeyEvent.VK_0 + digit);
  }

  void focus(Window of, Component component) {
    onEventThread(
        () -> {
          of.toFront();
          component.requestFocus();
          return null;
        });
    await("the focus", component::isFocusOwner);
  }

  /** Lets events arrive and be handled. */
  public void settle() {
    try {
      Thread.sleep(SETTLING);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    onEventThread(() -> null);
  }

  /** The component of a name in the window or a dialog of it. */
  public <C extends Component> C find(String name, Class<C> type) {
    return onEventThread(
        () -> {
          for (Window window : Window.getWindows()) {
            boolean ours =
                window == work.context().frame() || window.getOwner() == work.context().frame();
            C found = window.isShowing() && ours ? find(window, name, type) : null;
            if (found != null) {
              return found;
            }
          }
          throw new IllegalStateException("there is no " + type + " called " + name);
        });
  }

  private static <C extends Component> C find(Container in, String name, Class<C> type) {
    for (Component component : in.getComponents()) {
      String text = component instanceof AbstractButton button ? button.getText() : null;
      if (type.isInstance(component) && (name.equals(component.getName()) || name.equals(text))) {
        return type.cast(component);
      }
      C found = component instanceof Container inner ? find(inner, name, type) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /**
   * Clicks a button of a name or a text; again if the click was lost, as happens without a window
   * manager when windows have just opened.
   */
  public void click(String name) {
    AbstractButton button = find(name, AbstractButton.class);
    // What has only just become visible may not have its place yet.
    await("its place", () -> button.isShowing() && button.isValid());
    locate(SwingUtilities.getWindowAncestor(button), 450, 300);
    AtomicBoolean heard = new AtomicBoolean();
    ActionListener ear = e -> heard.set(true);
    onEventThread(
        () -> {
          SwingUtilities.getWindowAncestor(button).toFront();
          button.addActionListener(ear);
          return null;
        });
    for (int attempt = 0; attempt < CLICKS && !heard.get(); attempt++) {
      Point corner = onEventThread(button::getLocationOnScreen);
      robot.mouseMove(corner.x + button.getWidth() / 2, corner.y + button.getHeight() / 2);
      settle();
      robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
      robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
      long end = System.currentTimeMillis() + LOST_MILLIS;
      while (!heard.get() && System.currentTimeMillis() < end) {
        settle();
      }
    }
    onEventThread(
        () -> {
          button.removeActionListener(ear);
          return null;
        });
    assertTrue(
        heard.get(), () -> "nothing heard the click on " + name + "; " + surroundings(button));
    settle();
  }

  /** What may have been in the way of a click. */
  private static String surroundings(AbstractButton button) {
    StringBuilder text = new StringBuilder("pointer ");
    text.append(MouseInfo.getPointerInfo().getLocation());
    text.append(", button ").append(new Rectangle(button.getLocationOnScreen(), button.getSize()));
    text.append(button.isEnabled() ? "" : ", disabled");
    for (Window window : Window.getWindows()) {
      if (window.isShowing()) {
        text.append(", ").append(window.getClass().getSimpleName()).append(window.getBounds());
      }
    }
    return text.toString();
  }

  /** Works a control as its listeners see it. */
  public <C extends Component> void with(String name, Class<C> type, Consumer<C> deed) {
    C component = find(name, type);
    onEventThread(
        () -> {
          deed.accept(component);
          return null;
        });
    settle();
  }

  /** Waits until something is so, and fails if it takes too long or anything went wrong. */
  public void await(String what, BooleanSupplier done) {
    long end = System.currentTimeMillis() + PATIENCE;
    while (!onEventThread(done::getAsBoolean)) {
      if (problem.get() != null) {
        fail("while waiting for " + what, problem.get());
      }
      if (System.currentTimeMillis() > end) {
        fail(
            "in vain waited for %s; the window says: %s; screen: %s; pointer %s, selection %s"
                .formatted(
                    what,
                    model().message(),
                    photograph(),
                    MouseInfo.getPointerInfo().getLocation(),
                    image.getRoi()));
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What the screen shows, as a file for whoever reads of the failure. */
  private Path photograph() {
    Rectangle all = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
    Path file = Path.of("target", "surefire-reports", "screen-" + System.nanoTime() + ".png");
    try {
      ImageIO.write(robot.createScreenCapture(all), "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Waits until a slice is predicted with what the latest marks give. */
  public void awaitPrediction(int slice) {
    await(
        "the prediction of slice " + slice,
        () -> model().predictions().of(slice).filter(e -> !e.stale()).isPresent());
  }

  /** What nobody caught, null if nothing. */
  Throwable problem() {
    return problem.get();
  }

  String message() {
    settle();
    return onEventThread(() -> find("message", JTextArea.class).getText());
  }

  public static <T> T onEventThread(Callable<T> job) {
    AtomicReference<T> result = new AtomicReference<>();
    AtomicReference<Exception> wrong = new AtomicReference<>();
    Runnable task =
        () -> {
          try {
            result.set(job.call());
          } catch (Exception e) {
            wrong.set(e);
          }
        };
    if (SwingUtilities.isEventDispatchThread()) {
      task.run();
    } else {
      try {
        SwingUtilities.invokeAndWait(task);
      } catch (InterruptedException | java.lang.reflect.InvocationTargetException e) {
        throw new IllegalStateException(e);
      }
    }
    if (wrong.get() != null) {
      throw new IllegalStateException(wrong.get());
    }
    return result.get();
  }

  @Override
  public void close() {
    onEventThread(
        () -> {
          work.close();
          image.changes = false;
          image.close();
          return null;
        });
    Thread.setDefaultUncaughtExceptionHandler(null);
    if (problem.get() != null) {
      fail("nobody caught this", problem.get());
    }
  }
}
