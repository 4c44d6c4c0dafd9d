package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import java.awt.Rectangle;
import sc.fiji.fewshot.image.Box;

/** Brings a place of the image before the user's eyes. */
public final class Navigator {

  private final ImagePlus image;

  Navigator(ImagePlus image) {
    this.image = image;
  }

  /**
   * Shows a slice, and the place where the image is zoomed in elsewhere.
   *
   * @param slice number
   * @param place on it
   */
  public void show(int slice, Box place) {
    if (slice < Slices.shape(image).slices()) {
      Slices.show(image, slice);
    }
    ImageCanvas canvas = image.getCanvas();
    if (canvas == null) {
      return;
    }
    Rectangle view = new Rectangle(canvas.getSrcRect());
    if (!view.contains(place.centreX(), place.centreY())) {
      view.x = between((int) place.centreX() - view.width / 2, image.getWidth() - view.width);
      view.y = between((int) place.centreY() - view.height / 2, image.getHeight() - view.height);
      canvas.setSourceRect(view);
      canvas.repaint();
    }
  }

  private static int between(int value, int most) {
    return Math.max(0, Math.min(value, most));
  }
}
