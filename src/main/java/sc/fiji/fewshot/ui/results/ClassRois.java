package sc.fiji.fewshot.ui.results;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.annotate.RegionOutline;
import sc.fiji.fewshot.annotate.RoiPositions;
import sc.fiji.fewshot.annotate.SupportSet;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;

/**
 * Makes ROIs of examples and predictions: named {@code class#1}, {@code class#2}, ..., stroked in
 * the class's colour, at their slice on all channels, and in the group with the class's number from
 * 1 on (ImageJ has 255 groups; further classes have none).
 */
public final class ClassRois {

  private static final int MOST_GROUPS = 255;

  private final RoiPositions positions;
  private final List<LabelClass> classes;
  private final Roi[] looks;
  private final int[] counts;
  private final List<Roi> rois = new ArrayList<>();

  private ClassRois(ImagePlus image, List<LabelClass> classes) {
    positions = RoiPositions.of(image);
    this.classes = classes;
    counts = new int[classes.size()];
    looks = new Roi[classes.size()];
  }

  /**
   * @param image that was marked
   * @param marked its examples and their classes
   * @return one ROI an example, in their order
   */
  public static List<Roi> ofExamples(ImagePlus image, SupportSet marked) {
    ClassRois made = new ClassRois(image, marked.classes());
    for (Example example : marked.examples()) {
      made.add(example.region(), example.slice(), marked.label(example.className()));
    }
    return made.rois;
  }

  /**
   * @param image that was classified
   * @param regions predictions
   * @param classes in the order of the labels
   * @return one ROI a region that is not unknown, in their order
   */
  public static List<Roi> ofRegions(
      ImagePlus image, List<RegionPrediction> regions, List<LabelClass> classes) {
    ClassRois made = new ClassRois(image, classes);
    for (RegionPrediction region : regions) {
      if (region.labelMapValue() > 0) {
        made.add(region.region(), region.slice(), region.labelMapValue() - 1);
      }
    }
    return made.rois;
  }

  /**
   * Outlines the connected areas of each class: pixels that touch along an edge.
   *
   * @param image that was classified
   * @param slices predictions
   * @param classes in the order of the labels
   * @param minimumArea smaller areas are left out, square units of the image
   * @return their ROIs, slice by slice, from top to bottom; none of what is unknown
   */
  public static List<Roi> ofAreas(
      ImagePlus image, List<GridPrediction> slices, List<LabelClass> classes, double minimumArea) {
    ClassRois made = new ClassRois(image, classes);
    double pixel = image.getCalibration().pixelWidth * image.getCalibration().pixelHeight;
    for (GridPrediction slice : slices) {
      LabelPlane map = LabelPlane.of(slice);
      for (Region area : map.connected().byLabel().values()) {
        if (area.area() * pixel >= minimumArea) {
          made.add(area, slice.slice(), map.labelAt(area) - 1);
        }
      }
    }
    return made.rois;
  }

  private void add(Region region, int slice, int label) {
    if (looks[label] == null) {
      looks[label] = look(label);
    }
    Roi roi = RegionOutline.of(region);
    roi.copyAttributes(looks[label]);
    roi.setName(classes.get(label).name() + "#" + ++counts[label]);
    positions.set(roi, slice);
    rois.add(roi);
  }

  /**
   * Where ImageJ lacks its table of group colours it logs so each time a group is set: so one ROI a
   * class gets the group, and the others copy it.
   */
  private Roi look(int label) {
    Roi look = new Roi(0, 0, 1, 1);
    if (label < MOST_GROUPS) {
      look.setGroup(label + 1);
    }
    look.setStrokeColor(new Color(classes.get(label).rgb()));
    return look;
  }
}
