package sc.fiji.fewshot.ui;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import java.util.Arrays;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.RoiPositions;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.Verdict;

/** Makes ImageJ overlays that colour each slice by class and let the image shine through. */
public final class OverlayPainter {

  private static final double OPACITY = 0.4;

  /** Tells results from what the user has drawn. */
  private static final String RESULT = "fewshot-result";

  private OverlayPainter() {}

  /**
   * @param image that was classified; only asked for its dimensions
   * @param slices predictions
   * @param classes in the order of the labels
   * @return one coloured layer a slice, at that slice's position; of unsure patches every second
   *     pixel is coloured, so that they look paler; unknown ones stay clear
   */
  public static Overlay paint(
      ImagePlus image, List<GridPrediction> slices, List<LabelClass> classes) {
    return paint(image, slices, classes, OPACITY);
  }

  /**
   * As {@link #paint(ImagePlus, List, List)}, more or less opaque.
   *
   * @param image that was classified; only asked for its dimensions
   * @param slices predictions
   * @param classes in the order of the labels
   * @param opacity 0 for clear to 1 for opaque
   * @return one coloured layer a slice
   */
  public static Overlay paint(
      ImagePlus image, List<GridPrediction> slices, List<LabelClass> classes, double opacity) {
    RoiPositions positions = RoiPositions.of(image);
    Overlay overlay = new Overlay();
    for (GridPrediction slice : slices) {
      ImageRoi layer = new ImageRoi(0, 0, colours(slice, classes));
      layer.setOpacity(opacity);
      layer.setZeroTransparent(true);
      layer.setName("classes of slice " + (slice.slice() + 1));
      positions.set(layer, slice.slice());
      overlay.add(layer);
    }
    return overlay;
  }

  /**
   * Puts results on an image in place of earlier ones; what the user has drawn stays.
   *
   * @param image that was classified
   * @param results to show; changed, so that they are told from what the user draws
   */
  public static void putOn(ImagePlus image, Overlay results) {
    Overlay shown = image.getOverlay() == null ? new Overlay() : image.getOverlay();
    // ROIs of the same outline are equal, so they are removed by their place.
    for (int i = shown.size() - 1; i >= 0; i--) {
      if (shown.get(i).getProperty(RESULT) != null) {
        shown.remove(i);
      }
    }
    for (Roi roi : results.toArray()) {
      roi.setProperty(RESULT, "true");
      shown.add(roi);
    }
    image.setOverlay(shown);
  }

  /**
   * @param image any
   * @return whether there are results on it
   */
  public static boolean isOn(ImagePlus image) {
    Overlay shown = image.getOverlay();
    return shown != null
        && Arrays.stream(shown.toArray()).anyMatch(roi -> roi.getProperty(RESULT) != null);
  }

  private static ColorProcessor colours(GridPrediction slice, List<LabelClass> classes) {
    ColorProcessor pixels = new ColorProcessor(slice.grid().width(), slice.grid().height());
    for (int row = 0; row < slice.grid().rows(); row++) {
      for (int column = 0; column < slice.grid().columns(); column++) {
        int index = slice.index(column, row);
        // Pure black would be taken for clear.
        int colour = Math.max(1, classes.get(slice.scores().label(index)).rgb());
        fill(pixels, slice.grid().cell(column, row), colour, slice.verdict(index));
      }
    }
    return pixels;
  }

  private static void fill(ColorProcessor pixels, Box cell, int colour, Verdict verdict) {
    if (verdict == Verdict.UNKNOWN) {
      return;
    }
    for (int y = cell.y(); y < cell.bottom(); y++) {
      for (int x = cell.x(); x < cell.right(); x++) {
        if (verdict == Verdict.LIKELY || (x + y) % 2 == 0) {
          pixels.set(x, y, colour);
        }
      }
    }
  }
}
