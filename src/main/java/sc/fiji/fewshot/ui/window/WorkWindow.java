package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.WindowManager;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.swing.Action;
import javax.swing.JFrame;
import javax.swing.WindowConstants;
import sc.fiji.fewshot.backbone.Backbone;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;

/** One window for the work on one image, from opening to closing. */
public final class WorkWindow {

  private final JFrame frame = new JFrame();
  private final ExecutorService painting = thread("few-shot overlay painter");
  private final ExecutorService looking = thread("few-shot image watcher");
  private final Runnable afterwards;
  private LiveImage live;
  private final WindowContext context;
  private final ImageWatcher watcher;
  private final Shortcuts shortcuts;
  private final List<WindowPart> parts;
  private final ImageDrawing drawing;
  private final WindowLayout layout;
  private boolean edited;
  private boolean closed;

  /**
   * Opens the window and starts working.
   *
   * @param image to work on
   * @param first what was decided before
   * @param backbones opens a backbone by name and device
   * @param afterwards called when the window has closed
   */
  public WorkWindow(
      ImagePlus image,
      SessionState first,
      BiFunction<String, String, Backbone> backbones,
      Runnable afterwards) {
    this(image, first, backbones, afterwards, WindowParts::of);
  }

  /**
   * Opens a window with other parts.
   *
   * @param image to work on
   * @param first what was decided before
   * @param backbones opens a backbone by name and device
   * @param afterwards called when the window has closed
   * @param more makes the parts that it has besides its own
   */
  public WorkWindow(
      ImagePlus image,
      SessionState first,
      BiFunction<String, String, Backbone> backbones,
      Runnable afterwards,
      Function<WindowContext, List<WindowPart>> more) {
    this.afterwards = afterwards;
    live = new LiveImage(image);
    SessionModel model = new SessionModel(live, first, Slices.shown(image), backbones);
    Selection selection = new Selection();
    context =
        new WindowContext(
            frame,
            image,
            model,
            selection,
            new OverlayViewModel(),
            new ImageOverlay(image),
            new Navigator(image),
            new Marking(image, model, selection));
    selection.follow(first);
    drawing = new ImageDrawing(context, painting);
    shortcuts = new Shortcuts(frame, image);
    watcher = new ImageWatcher(image, () -> live.fits(), looking, new ImageEvents());
    parts = more.apply(context);
    Action again = new TextAction("again", null, null, this::encodeAgain);
    layout = new WindowLayout(context, new State(), parts, again, looking, shortcuts);
    model.addListener(new ModelEvents());
    watcher.start();
    shortcuts.start();
    show(image);
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  private void show(ImagePlus image) {
    frame.setName("few-shot");
    frame.setTitle(Messages.text("window.title", image.getTitle()));
    frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent e) {
            askAndClose(false);
          }

          @Override
          public void windowActivated(WindowEvent e) {
            WindowManager.setWindow(frame);
          }
        });
    frame.pack();
    frame.setMinimumSize(frame.getMinimumSize());
    Placement.beside(frame, image);
    WindowManager.addWindow(frame);
    frame.setVisible(true);
  }

  /**
   * @return what the parts of the window have in common
   */
  public WindowContext context() {
    return context;
  }

  /** Brings the window before the user's eyes. */
  public void toFront() {
    frame.setExtendedState(frame.getExtendedState() & ~java.awt.Frame.ICONIFIED);
    frame.toFront();
    frame.requestFocus();
  }

  private void encodeAgain() {
    edited = false;
    live.refresh();
    watcher.forgetPixels();
    context.model().session().pixelsChanged();
    layout.pixelsChanged();
  }

  /** Closes the window, if the parts agree. */
  private void askAndClose(boolean imageGone) {
    boolean may = true;
    for (WindowPart part : parts) {
      may &= part.mayClose(imageGone);
    }
    if (may || imageGone) {
      close();
    }
  }

  /** Closes the window at once and ends the work. */
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    watcher.stop();
    shortcuts.stop();
    context.model().close();
    context.overlay().close();
    parts.forEach(WindowPart::closed);
    painting.shutdownNow();
    looking.shutdownNow();
    WindowManager.removeWindow(frame);
    frame.dispose();
    afterwards.run();
  }

  private final class State implements StatusPanel.ImageWatch {

    @Override
    public int slice() {
      return Slices.shown(context.image());
    }

    @Override
    public boolean isEdited() {
      return edited;
    }
  }

  private final class ModelEvents implements ModelListener {

    @Override
    public void stateChanged() {
      context.selection().follow(context.model().state());
      drawing.refresh();
      layout.stateChanged();
    }

    @Override
    public void predictionsChanged(int slice) {
      drawing.predictionsChanged(slice);
      layout.activityChanged();
    }

    @Override
    public void activityChanged() {
      layout.activityChanged();
    }
  }

  private final class ImageEvents implements ImageWatcher.Events {

    @Override
    public void moved(int slice) {
      context.model().session().show(slice);
      drawing.refresh();
      layout.activityChanged();
      parts.forEach(part -> part.moved(slice));
    }

    @Override
    public void touched() {
      context.overlay().restore();
    }

    @Override
    public void edited(boolean differs) {
      edited = differs;
      layout.activityChanged();
    }

    @Override
    public void reshaped() {
      live = new LiveImage(context.image());
      edited = false;
      Reshaping reshaping = Reshaping.of(context.model().state(), live);
      context.model().restart(live, reshaping.state(), Slices.shown(context.image()));
      drawing.install();
      watcher.forgetPixels();
      layout.pixelsChanged();
      context
          .model()
          .tell(
              reshaping.dropped() == 0
                  ? Messages.text("reshaped")
                  : Messages.text("reshaped.dropped", reshaping.dropped()));
    }

    @Override
    public void imageClosed() {
      askAndClose(true);
    }
  }
}
