package sc.fiji.fewshot.command;

import ij.ImagePlus;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.ui.OverlayPainter;

/**
 * What a classification leaves on the screen. Whatever else is to be shown of its predictions
 * belongs here, so that the commands stay as they are.
 */
final class ShownResults {

  private final List<LabelClass> classes;

  /**
   * @param classes in the order of the labels
   */
  ShownResults(List<LabelClass> classes) {
    this.classes = classes;
  }

  /** Shows a grid of patches on the image that was classified. */
  void patches(ImagePlus image, List<GridPrediction> slices) {
    OverlayPainter.putOn(image, OverlayPainter.paint(image, slices, classes));
  }

  /** Shows regions, or whole slices, on the image that was classified. */
  void regions(ImagePlus image, List<RegionPrediction> regions) {
    OverlayPainter.putOn(image, OverlayPainter.outline(image, regions, classes));
  }
}
