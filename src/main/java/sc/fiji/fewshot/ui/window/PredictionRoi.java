package sc.fiji.fewshot.ui.window;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
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
  private final transient EnlargedLayer enlarged = new EnlargedLayer();

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
    ImageCanvas canvas = ic;
    Rectangle view =
        canvas == null
            ? new Rectangle((int) getFloatWidth(), (int) getFloatHeight())
            : canvas.getSrcRect();
    double magnification = canvas == null ? 1 : canvas.getMagnification();
    Graphics2D pen = (Graphics2D) g.create();
    AffineTransform device = pen.getTransform();
    // On a fine screen, cells end at the screen's pixels.
    double fine = Math.max(1, device.getScaleX());
    BufferedImage scaled = enlarged.of(layer, view, magnification * fine);
    pen.setTransform(
        new AffineTransform(
            device.getScaleX() / fine,
            0,
            0,
            device.getScaleY() / fine,
            device.getTranslateX(),
            device.getTranslateY()));
    pen.drawImage(scaled, 0, 0, null);
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
