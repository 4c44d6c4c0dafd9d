package sc.fiji.fewshot.classifier;

import sc.fiji.fewshot.encode.RgbPlane;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;
import sc.fiji.fewshot.image.RgbView;

/**
 * One slice of an image at the CNN's scale.
 *
 * @param view of the image
 * @param slice 0-based
 * @param scale network pixels an image pixel
 */
public record ViewPlane(RgbView view, int slice, double scale) implements RgbPlane {

  @Override
  public int width() {
    return view.width(scale);
  }

  @Override
  public int height() {
    return view.height(scale);
  }

  @Override
  public RgbImage read(Box box) {
    return view.read(slice, scale, box);
  }

  /**
   * @param x column of a centre, image pixels
   * @param y its row
   * @param side network pixels
   * @return the square around it
   */
  public RgbImage around(double x, double y, int side) {
    int left = (int) Math.round(x * scale - side / 2.0);
    int top = (int) Math.round(y * scale - side / 2.0);
    return read(new Box(left, top, side, side));
  }
}
