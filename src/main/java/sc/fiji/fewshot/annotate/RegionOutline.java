package sc.fiji.fewshot.annotate;

import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import sc.fiji.fewshot.image.Box;

/** Makes ROIs of regions. */
public final class RegionOutline {

  private static final int INSIDE = 255;

  private RegionOutline() {}

  /**
   * @param region any region; parts and holes are kept
   * @return a ROI of exactly its pixels, with neither name nor position
   */
  public static Roi of(Region region) {
    Box box = region.bounds();
    if (region.mask() == null) {
      return new Roi(box.x(), box.y(), box.width(), box.height());
    }
    ByteProcessor pixels = new ByteProcessor(box.width(), box.height());
    region.mask().stream().forEach(i -> pixels.set(i, INSIDE));
    pixels.setThreshold(INSIDE, INSIDE, ImageProcessor.NO_LUT_UPDATE);
    Roi roi = new ThresholdToSelection().convert(pixels);
    Rectangle within = roi.getBounds();
    roi.setLocation(box.x() + within.x, box.y() + within.y);
    return roi;
  }
}
