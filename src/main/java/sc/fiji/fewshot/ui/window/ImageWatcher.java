package sc.fiji.fewshot.ui.window;

import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.ImageWindow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.swing.SwingUtilities;

/** Notices what the user does to the image: moving through it, editing it, closing it. */
final class ImageWatcher implements ImageListener {

  private final ImagePlus image;
  private final BooleanSupplier fits;
  private final Events events;
  private final Executor background;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final Map<Integer, Long> encoded = new HashMap<>();
  private final Set<Integer> differing = new HashSet<>();
  private int shown;
  private boolean closed;

  /** Hears of it, on the event thread. */
  interface Events {

    /** Another slice is on show. */
    void moved(int slice);

    /** Something else may have changed that concerns what is drawn. */
    void touched();

    /** Pixels of a slice that was on show differ from those that were encoded, or no longer do. */
    void edited(boolean differs);

    /** The image has another size, type or number of slices. */
    void reshaped();

    /** The image is gone. */
    void imageClosed();
  }

  /**
   * @param fits whether the image has the dimensions that are encoded
   * @param background where to look at pixels
   */
  ImageWatcher(ImagePlus image, BooleanSupplier fits, Executor background, Events events) {
    this.image = image;
    this.fits = fits;
    this.background = background;
    this.events = events;
    shown = Slices.shown(image);
  }

  void start() {
    ImagePlus.addImageListener(this);
    comparePixels();
  }

  void stop() {
    closed = true;
    ImagePlus.removeImageListener(this);
  }

  /** The image is encoded as it is now. */
  void forgetPixels() {
    encoded.clear();
    differing.clear();
    comparePixels();
  }

  @Override
  public void imageOpened(ImagePlus other) {}

  @Override
  public void imageClosed(ImagePlus other) {
    if (other == image) {
      SwingUtilities.invokeLater(
          () -> {
            if (!closed && isGone()) {
              events.imageClosed();
            }
          });
    }
  }

  /** ImageJ says "closed" of images, too, that only get a new window for another kind of stack. */
  private boolean isGone() {
    ImageWindow window = image.getWindow();
    return window == null || window.isClosed();
  }

  /** ImageJ calls this from any thread, and often. */
  @Override
  public void imageUpdated(ImagePlus other) {
    if (other == image && waiting.compareAndSet(false, true)) {
      SwingUtilities.invokeLater(this::look);
    }
  }

  private void look() {
    waiting.set(false);
    if (closed || image.getProcessor() == null) {
      return;
    }
    if (!fits.getAsBoolean()) {
      encoded.clear();
      differing.clear();
      shown = Slices.shown(image);
      events.reshaped();
      return;
    }
    int now = Slices.shown(image);
    if (now != shown) {
      shown = now;
      events.moved(now);
    }
    events.touched();
    comparePixels();
  }

  private void comparePixels() {
    int slice = shown;
    List<Object> pixels = PixelHash.pixels(image, slice);
    background.execute(
        () -> {
          long hash = PixelHash.of(pixels);
          SwingUtilities.invokeLater(() -> compare(slice, hash));
        });
  }

  private void compare(int slice, long hash) {
    Long before = encoded.putIfAbsent(slice, hash);
    boolean changed =
        before != null && before != hash ? differing.add(slice) : differing.remove(slice);
    if (changed && !closed) {
      events.edited(!differing.isEmpty());
    }
  }
}
