package sc.fiji.fewshot.ui.results;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.predict.GridPrediction;

/**
 * Makes tables of how much of each slice belongs to each class. Slices, Z and T count from 1, areas
 * are in square units of the image and fractions of the whole slice from 0 to 1.
 */
public final class AreaTable {

  /** What the window of such a table is called. */
  public static final String TITLE = "Few-Shot Areas";

  private static final int DECIMALS = 4;

  private AreaTable() {}

  /**
   * @param image that was classified
   * @param slices predictions
   * @param classes in the order of the labels
   * @return one row a slice, not shown
   */
  public static ResultsTable of(
      ImagePlus image, List<GridPrediction> slices, List<LabelClass> classes) {
    StackShape shape = ResultStack.shape(image);
    Calibration calibration = image.getCalibration();
    String unit = " (" + calibration.getUnit() + "²)";
    ResultsTable table = new ResultsTable();
    table.setPrecision(DECIMALS);
    for (GridPrediction slice : slices) {
      ClassAreas areas = ClassAreas.of(slice, calibration);
      table.addRow();
      table.addValue("Slice", slice.slice() + 1);
      table.addValue("Z", shape.z(slice.slice()) + 1);
      table.addValue("T", shape.t(slice.slice()) + 1);
      for (int c = 0; c < classes.size(); c++) {
        table.addValue("area(" + classes.get(c).name() + ")" + unit, areas.areas()[c]);
      }
      table.addValue("unknown area" + unit, areas.unknown());
      for (int c = 0; c < classes.size(); c++) {
        table.addValue("fraction(" + classes.get(c).name() + ")", areas.areas()[c] / areas.total());
      }
      table.addValue("unknown fraction", areas.unknown() / areas.total());
    }
    return table;
  }
}
