package sc.fiji.fewshot.ui.window.guidance;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Toolbar;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import javax.swing.SwingUtilities;

/** Hears clicks on an image, beside ImageJ's tools, which do with them what they always do. */
final class CanvasClicks extends MouseAdapter {

  private final ImagePlus image;
  private final Place hears;
  private ImageCanvas canvas;

  /** Hears where on the image a click was. */
  interface Place {

    /** In pixels, where pixel 0 spans 0 to 1. */
    void clicked(double x, double y);
  }

  CanvasClicks(ImagePlus image, Place hears) {
    this.image = image;
    this.hears = hears;
  }

  /** Listens where the image is shown now; it gets another canvas with another window. */
  void start() {
    if (canvas != image.getCanvas()) {
      stop();
      canvas = image.getCanvas();
      if (canvas != null) {
        canvas.addMouseListener(this);
      }
    }
  }

  void stop() {
    if (canvas != null) {
      canvas.removeMouseListener(this);
      canvas = null;
    }
  }

  @Override
  public void mouseClicked(MouseEvent e) {
    int tool = Toolbar.getToolId();
    boolean moves = tool == Toolbar.MAGNIFIER || tool == Toolbar.HAND;
    if (!moves && SwingUtilities.isLeftMouseButton(e) && e.getSource() == canvas) {
      double x = canvas.offScreenXD(e.getX());
      double y = canvas.offScreenYD(e.getY());
      if (x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight()) {
        hears.clicked(x, y);
      }
    }
  }
}
