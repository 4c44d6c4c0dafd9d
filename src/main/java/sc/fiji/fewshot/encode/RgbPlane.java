package sc.fiji.fewshot.encode;

import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.RgbImage;

/**
 * One slice at the scale at which the CNN sees it. All coordinates are network pixels. It may be
 * read from several threads at once.
 */
public interface RgbPlane {

  /**
   * @return columns
   */
  int width();

  /**
   * @return rows
   */
  int height();

  /**
   * @param box where; what lies beyond the plane is filled by mirroring
   * @return the pixels there; a pixel's value does not depend on the box it is read with
   */
  RgbImage read(Box box);
}
