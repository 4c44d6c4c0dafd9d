package sc.fiji.fewshot.command;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.ui.OverlayPainter;
import sc.fiji.fewshot.ui.results.AreaPlot;
import sc.fiji.fewshot.ui.results.AreaTable;
import sc.fiji.fewshot.ui.results.ClassRois;
import sc.fiji.fewshot.ui.results.LabelMapImage;
import sc.fiji.fewshot.ui.results.PredictionTable;
import sc.fiji.fewshot.ui.results.ProbabilityImage;

/**
 * What of a classification is shown in ImageJ.
 *
 * @param overlay on the image
 * @param labels as an image of class numbers
 * @param probabilities as a hyperstack
 * @param table of all patches or regions
 * @param areas of the classes, as a table and a plot
 */
record ShownResults(
    boolean overlay, boolean labels, boolean probabilities, boolean table, boolean areas) {

  /** Whether a window is to be opened. */
  boolean windows() {
    return labels || probabilities || table || areas;
  }

  /** Whether something can only be shown of a grid of patches. */
  boolean needPatches() {
    return probabilities || areas;
  }

  /** Shows a grid of patches. */
  void patches(ImagePlus image, List<GridPrediction> slices, List<LabelClass> classes) {
    if (overlay) {
      OverlayPainter.putOn(image, OverlayPainter.paint(image, slices, classes));
    }
    if (labels) {
      LabelMapImage.of(image, slices, classes).show();
    }
    if (probabilities) {
      ProbabilityImage.of(image, slices, classes).show();
    }
    if (table) {
      PredictionTable.ofPatches(image, slices, classes).show(PredictionTable.TITLE);
    }
    if (areas) {
      AreaTable.of(image, slices, classes).show(AreaTable.TITLE);
      AreaPlot.of(image, slices, classes).getImagePlus().show();
    }
  }

  /** Shows regions, or whole slices. */
  void regions(ImagePlus image, List<RegionPrediction> regions, List<LabelClass> classes) {
    if (overlay) {
      Overlay outlines = new Overlay();
      for (Roi roi : ClassRois.ofRegions(image, regions, classes)) {
        outlines.add(roi);
      }
      OverlayPainter.putOn(image, outlines);
    }
    if (labels) {
      LabelMapImage.ofRegions(image, regions, classes).show();
    }
    if (table) {
      PredictionTable.ofRegions(image, regions, classes).show(PredictionTable.TITLE);
    }
  }
}
