package sc.fiji.fewshot.ui.results;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import java.util.List;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.image.StackShape;
import sc.fiji.fewshot.io.ResultTable;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.predict.RegionPrediction;
import sc.fiji.fewshot.predict.Scores;
import sc.fiji.fewshot.predict.Verdict;

/**
 * Makes tables of predictions, with the columns of {@link ResultTable} in its order, but as
 * ImageJ's measurements do it: X and Y are the centroid and Area the size, in units of the image.
 * Slices, Z and T count from 1; Z and T stand only in hyperstacks that have both.
 */
public final class PredictionTable {

  /** What the window of such a table is called. */
  public static final String TITLE = "Few-Shot Results";

  private static final int DECIMALS = 4;

  private final ResultsTable table = new ResultsTable();
  private final List<LabelClass> classes;
  private final StackShape shape;
  private final Calibration calibration;
  private final int height;

  private PredictionTable(ImagePlus image, List<LabelClass> classes) {
    this.classes = classes;
    shape = ResultStack.shape(image);
    calibration = image.getCalibration();
    height = image.getHeight();
    table.setPrecision(DECIMALS);
  }

  /**
   * @param image that was classified
   * @param regions predictions
   * @param classes in the order of the labels
   * @return one row a region, not shown
   */
  public static ResultsTable ofRegions(
      ImagePlus image, List<RegionPrediction> regions, List<LabelClass> classes) {
    PredictionTable rows = new PredictionTable(image, classes);
    for (RegionPrediction region : regions) {
      rows.table.addRow();
      rows.table.addValue("Region", region.name());
      rows.addPlace(region.slice(), region.region());
      rows.addScores(region.scores(), 0, region.verdict());
    }
    return rows.table;
  }

  /**
   * @param image that was classified
   * @param slices predictions
   * @param classes in the order of the labels
   * @return one row a patch, with the place of the pixels it speaks for; not shown
   */
  public static ResultsTable ofPatches(
      ImagePlus image, List<GridPrediction> slices, List<LabelClass> classes) {
    PredictionTable rows = new PredictionTable(image, classes);
    for (GridPrediction slice : slices) {
      for (int row = 0; row < slice.grid().rows(); row++) {
        for (int column = 0; column < slice.grid().columns(); column++) {
          int index = slice.index(column, row);
          rows.table.addRow();
          rows.addPlace(slice.slice(), new Region(slice.grid().cell(column, row), null));
          rows.addScores(slice.scores(), index, slice.verdict(index));
        }
      }
    }
    return rows.table;
  }

  private void addPlace(int slice, Region region) {
    table.addValue("Slice", slice + 1);
    if (shape.depth() > 1 && shape.frames() > 1) {
      table.addValue("Z", shape.z(slice) + 1);
      table.addValue("T", shape.t(slice) + 1);
    }
    String unit = calibration.getUnit();
    double[] centroid = centroid(region);
    table.addValue("X (" + unit + ")", calibration.getX(centroid[0]));
    table.addValue("Y (" + unit + ")", calibration.getY(centroid[1], height));
    table.addValue(
        "Area (" + unit + "²)", region.area() * calibration.pixelWidth * calibration.pixelHeight);
  }

  /**
   * @return the mean of the pixels' centres, where pixel 0 spans 0 to 1
   */
  private static double[] centroid(Region region) {
    Box box = region.bounds();
    if (region.mask() == null) {
      return new double[] {box.centreX(), box.centreY()};
    }
    long x = region.mask().stream().mapToLong(i -> i % box.width()).sum();
    long y = region.mask().stream().mapToLong(i -> i / box.width()).sum();
    double area = region.area();
    return new double[] {box.x() + x / area + 0.5, box.y() + y / area + 0.5};
  }

  private void addScores(Scores scores, int index, Verdict verdict) {
    table.addValue("Class", classes.get(scores.label(index)).name());
    table.addValue("Confidence", scores.confidence(index));
    table.addValue("Verdict", verdict.word());
    table.addValue("Novelty", scores.novelty(index));
    for (int c = 0; c < classes.size(); c++) {
      table.addValue(ResultTable.probabilityColumn(classes.get(c)), scores.probability(index, c));
    }
  }
}
