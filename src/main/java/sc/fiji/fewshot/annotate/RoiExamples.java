package sc.fiji.fewshot.annotate;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.ImageSource;

/**
 * Makes examples of ImageJ's ROIs. What stands before {@code #} or {@code :} in the name of a ROI
 * is its class, or else its group is. Each point becomes a small square, a line its pixels.
 */
public final class RoiExamples {

  /** Side of the square that a point marks, pixels. */
  public static final int POINT_SIDE = 17;

  /** Larger than any image. */
  private static final Box ANYWHERE =
      new Box(-(1 << 30), -(1 << 30), Integer.MAX_VALUE, Integer.MAX_VALUE);

  private final RoiPositions positions;
  private final Box visible;
  private final int pointSide;

  private RoiExamples(RoiPositions positions, Box visible, int pointSide) {
    this.positions = positions;
    this.visible = visible;
    this.pointSide = pointSide;
  }

  /**
   * @param rois of an image that is not open; those without a position are on its first slice
   * @param image that was marked
   * @return one example a ROI, or one a point, in the order of the ROIs
   * @throws FewShotException if a ROI has no class, no pixels, or lies on a slice that is not there
   */
  public static List<Example> of(List<Roi> rois, ImageSource image) {
    return anywhere(image).examples(rois, RoiExamples::className);
  }

  /**
   * @param rois of an image that is not open; those without a position are on its first slice
   * @param image that was marked
   * @return one region a ROI, or one a point, to be classified: {@link Example#UNCLASSIFIED}
   * @throws FewShotException if a ROI has no pixels or lies on a slice that is not there
   */
  public static List<Example> unclassified(List<Roi> rois, ImageSource image) {
    return anywhere(image).examples(rois, roi -> Example.UNCLASSIFIED);
  }

  private static RoiExamples anywhere(ImageSource image) {
    return new RoiExamples(RoiPositions.of(image), ANYWHERE, POINT_SIDE);
  }

  /**
   * @param rois of the image; those without a position are on its current slice, and what reaches
   *     beyond the image is cut off
   * @param image that was marked
   * @return one example a ROI, or one a point, in the order of the ROIs
   * @throws FewShotException if a ROI has no class, no pixels, or lies on a slice that is not there
   */
  public static List<Example> of(List<Roi> rois, ImagePlus image) {
    return of(rois, image, POINT_SIDE);
  }

  /**
   * As {@link #of(List, ImagePlus)}, with squares of another size.
   *
   * @param rois of the image
   * @param image that was marked
   * @param pointSide side of the square that a point marks, pixels, at least 1
   * @return one example a ROI, or one a point, in the order of the ROIs
   * @throws FewShotException if a ROI has no class, no pixels, or lies on a slice that is not there
   */
  public static List<Example> of(List<Roi> rois, ImagePlus image, int pointSide) {
    return visible(image, pointSide).examples(rois, RoiExamples::className);
  }

  /**
   * @param rois of the image; those without a position are on its current slice, and what reaches
   *     beyond the image is cut off
   * @param image to be classified
   * @return one region a ROI, or one a point, to be classified: {@link Example#UNCLASSIFIED}
   * @throws FewShotException if a ROI has no pixels or lies on a slice that is not there
   */
  public static List<Example> unclassified(List<Roi> rois, ImagePlus image) {
    return visible(image, POINT_SIDE).examples(rois, roi -> Example.UNCLASSIFIED);
  }

  private static RoiExamples visible(ImagePlus image, int pointSide) {
    Box visible = new Box(0, 0, image.getWidth(), image.getHeight());
    return new RoiExamples(RoiPositions.of(image), visible, pointSide);
  }

  /**
   * @param roi an area, a line, which covers its stroke width, or points; left as it is
   * @return its pixels
   * @throws FewShotException if there are none
   */
  public static Region region(Roi roi) {
    // The conversion sets the stroke width of the line that it is given.
    Roi area = roi.isLine() ? Roi.convertLineToArea((Roi) roi.clone()) : roi;
    if (area == null || !area.isArea() && !(area instanceof PointRoi)) {
      throw empty(roi);
    }
    Rectangle r = area.getBounds();
    ImageProcessor mask = area.getMask();
    if (r.isEmpty()) {
      throw empty(roi);
    }
    Box box = new Box(r.x, r.y, r.width, r.height);
    if (mask == null) {
      return new Region(box, null);
    }
    BitSet bits = new BitSet();
    for (int i = 0; i < box.area(); i++) {
      if (mask.get(i) != 0) {
        bits.set(i);
      }
    }
    if (bits.isEmpty()) {
      throw empty(roi);
    }
    return new Region(box, bits);
  }

  private List<Example> examples(List<Roi> rois, Function<Roi, String> classOf) {
    List<Example> examples = new ArrayList<>();
    for (Roi roi : rois) {
      String className = classOf.apply(roi);
      if (roi instanceof PointRoi points) {
        FloatPolygon places = points.getFloatPolygon();
        for (int i = 0; i < places.npoints; i++) {
          Region square = square(places.xpoints[i], places.ypoints[i]);
          examples.add(example(roi, square, positions.slice(points, i), className));
        }
      } else {
        examples.add(example(roi, region(roi), positions.slice(roi), className));
      }
    }
    return examples;
  }

  private Region square(float x, float y) {
    int left = (int) Math.floor(x) - pointSide / 2;
    int top = (int) Math.floor(y) - pointSide / 2;
    return Region.rectangle(left, top, pointSide, pointSide);
  }

  private Example example(Roi roi, Region region, int slice, String className) {
    Region seen =
        region
            .within(visible)
            .orElseThrow(
                () ->
                    new FewShotException(
                        "The region '%s' lies outside of the image; move or remove it."
                            .formatted(name(roi))));
    return new Example(seen, slice, className, name(roi));
  }

  private static String name(Roi roi) {
    return roi.getName() == null ? "unnamed" : roi.getName();
  }

  private static String className(Roi roi) {
    String name = name(roi);
    int end = name.indexOf('#');
    int colon = name.indexOf(':');
    if (end < 0 || colon >= 0 && colon < end) {
      end = colon;
    }
    if (end > 0 && !name.substring(0, end).isBlank()) {
      return name.substring(0, end).strip();
    }
    if (roi.getGroup() > 0) {
      String groupName = Roi.getGroupName(roi.getGroup());
      return groupName == null || groupName.isBlank() ? "group " + roi.getGroup() : groupName;
    }
    throw new FewShotException(
        "The region '"
            + name
            + "' has no class; name it 'class#1' (or 'class:1'), or set its group.");
  }

  private static FewShotException empty(Roi roi) {
    return new FewShotException(
        "The region '" + name(roi) + "' is empty; draw it larger or remove it.");
  }
}
