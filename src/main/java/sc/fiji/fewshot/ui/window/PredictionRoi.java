package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * An element of an overlay that lays a small picture, one pixel a cell, over whichever slice is
 * drawn: nothing of the image's size is ever made, and a slice is never seen in another one's
 * colours.
 */
public final class PredictionRoi extends Roi {

  private static final long serialVersionUID = 1L;

  /** The faintest colour: ImageJ takes what is wholly clear for none. */
  public static final Color ALL_BUT_CLEAR = new Color(0, 0, 0, 1);

  private final transient IntFunction<Optional<Layer>> layers;

  /**
   * What lies over a slice.
   *
   * @param picture one pixel a cell
   * @param stride side of a cell, image pixels
   */
  public record Layer(BufferedImage picture, int stride) {}

  /**
   * @param image that it lies over
   * @param layers what lies over the slice of a number
   */
  public PredictionRoi(ImagePlus image, IntFunction<Optional<Layer>> layers) {
    super(0, 0, image.getWidth(), image.getHeight());
    this.layers = layers;
    // In a saved image it is nothing but a rectangle, which is not to be seen.
    setStrokeColor(ALL_BUT_CLEAR);
  }

  @Override
  public void draw(Graphics g) {
    ImagePlus drawn = getImage();
    if (drawn != null && layers != null) {
      layers.apply(Slices.shown(drawn)).ifPresent(layer -> draw(g, layer));
    }
  }

  private void draw(Graphics g, Layer layer) {
    Graphics2D pen = (Graphics2D) g.create();
    ImageCanvas canvas = ic;
    double scale = canvas == null ? 1 : canvas.getMagnification();
    int left = canvas == null ? 0 : canvas.screenX(0);
    int top = canvas == null ? 0 : canvas.screenY(0);
    // The last row and column of cells may reach beyond the image.
    pen.clipRect(
        left,
        top,
        (int) Math.ceil(getFloatWidth() * scale),
        (int) Math.ceil(getFloatHeight() * scale));
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    int right = left + (int) Math.round(layer.picture().getWidth() * layer.stride() * scale);
    int bottom = top + (int) Math.round(layer.picture().getHeight() * layer.stride() * scale);
    pen.drawImage(layer.picture(), left, top, right - left, bottom - top, null);
    pen.dispose();
  }

  /** Nothing to grab: clicks go to the image. */
  @Override
  public boolean contains(int x, int y) {
    return false;
  }

  @Override
  public boolean containsPoint(double x, double y) {
    return false;
  }
}
