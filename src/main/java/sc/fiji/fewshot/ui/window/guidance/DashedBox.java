package sc.fiji.fewshot.ui.window.guidance;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import sc.fiji.fewshot.annotate.RoiPositions;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.ui.window.PredictionRoi;

/** A box in black and white dashes, which are seen on any image; for looking at only. */
final class DashedBox extends Roi {

  private static final long serialVersionUID = 1L;

  /** Screen pixels. */
  private static final float DASH = 6;

  private static final float WIDTH = 2;

  /**
   * @param image over which it lies
   * @param slice on which it is seen
   * @param box where it lies
   */
  DashedBox(ImagePlus image, int slice, Box box) {
    super(box.x(), box.y(), box.width(), box.height());
    // In a saved image it is nothing but a rectangle, which is not to be seen.
    setStrokeColor(PredictionRoi.ALL_BUT_CLEAR);
    RoiPositions.of(image).set(this, slice);
  }

  @Override
  public void draw(Graphics g) {
    ImageCanvas canvas = ic;
    double scale = canvas == null ? 1 : canvas.getMagnification();
    double left = canvas == null ? getXBase() : canvas.screenXD(getXBase());
    double top = canvas == null ? getYBase() : canvas.screenYD(getYBase());
    // Around the selection of the same size that may be there.
    Rectangle2D outline =
        new Rectangle2D.Double(
            left - WIDTH,
            top - WIDTH,
            getFloatWidth() * scale + 2 * WIDTH,
            getFloatHeight() * scale + 2 * WIDTH);
    Graphics2D pen = (Graphics2D) g.create();
    pen.setColor(Color.BLACK);
    pen.setStroke(new BasicStroke(WIDTH));
    pen.draw(outline);
    pen.setColor(Color.WHITE);
    pen.setStroke(
        new BasicStroke(
            WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {DASH}, 0));
    pen.draw(outline);
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
