package sc.fiji.fewshot.ui.results;

import ij.measure.Calibration;
import sc.fiji.fewshot.predict.GridPrediction;

/**
 * How much of a slice belongs to each class.
 *
 * @param slice 0-based
 * @param areas of the classes, in square units of the image
 * @param unknown area of what resembles no class, in the same units
 */
record ClassAreas(int slice, double[] areas, double unknown) {

  static ClassAreas of(GridPrediction slice, Calibration calibration) {
    // By the values of the label map: 0 for unknown, then the classes.
    long[] pixels = new long[slice.scores().classes() + 1];
    for (int row = 0; row < slice.grid().rows(); row++) {
      for (int column = 0; column < slice.grid().columns(); column++) {
        int value = slice.labelMapValue(slice.index(column, row));
        pixels[value] += slice.grid().cell(column, row).area();
      }
    }
    double pixel = calibration.pixelWidth * calibration.pixelHeight;
    double[] areas = new double[slice.scores().classes()];
    for (int c = 0; c < areas.length; c++) {
      areas[c] = pixels[c + 1] * pixel;
    }
    return new ClassAreas(slice.slice(), areas, pixels[0] * pixel);
  }

  /** The area of the slice. */
  double total() {
    double total = unknown;
    for (double area : areas) {
      total += area;
    }
    return total;
  }
}
