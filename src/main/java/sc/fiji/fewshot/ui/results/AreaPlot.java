package sc.fiji.fewshot.ui.results;

import ij.ImagePlus;
import ij.gui.Plot;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.predict.GridPrediction;

/**
 * Plots how much of each slice belongs to each class, in the classes' colours: curves over the
 * slices, or bars for a single slice.
 */
public final class AreaPlot {

  /** Not that of the table, which ImageJ finds by its title. */
  private static final String TITLE = "Few-Shot Areas Plot";

  private static final int LINE_WIDTH = 2;

  private AreaPlot() {}

  /**
   * @param image that was classified
   * @param slices predictions, at least one, in any order
   * @param classes in the order of the labels
   * @return the plot, not shown
   */
  public static Plot of(ImagePlus image, List<GridPrediction> slices, List<LabelClass> classes) {
    List<ClassAreas> areas =
        slices.stream()
            .sorted(Comparator.comparingInt(GridPrediction::slice))
            .map(slice -> ClassAreas.of(slice, image.getCalibration()))
            .toList();
    String unit = "Area (" + image.getCalibration().getUnit() + "²)";
    Plot plot = areas.size() > 1 ? curves(areas, classes, unit) : bars(areas.get(0), classes, unit);
    plot.setColor(Color.BLACK);
    plot.setLineWidth(1);
    plot.addLegend(classes.stream().map(LabelClass::name).collect(Collectors.joining("\n")));
    return plot;
  }

  private static Plot curves(List<ClassAreas> slices, List<LabelClass> classes, String unit) {
    Plot plot = new Plot(TITLE, "Slice", unit);
    plot.setLineWidth(LINE_WIDTH);
    double[] numbers = slices.stream().mapToDouble(areas -> areas.slice() + 1).toArray();
    for (int c = 0; c < classes.size(); c++) {
      int label = c;
      plot.setColor(new Color(classes.get(c).rgb()));
      plot.add("line", numbers, slices.stream().mapToDouble(a -> a.areas()[label]).toArray());
    }
    double largest = slices.stream().flatMapToDouble(a -> Arrays.stream(a.areas())).max().orElse(0);
    plot.setLimits(numbers[0], numbers[numbers.length - 1], 0, limit(largest));
    return plot;
  }

  private static Plot bars(ClassAreas areas, List<LabelClass> classes, String unit) {
    // The names stand in the legend: on the axis, ImageJ would part them at their commas.
    Plot plot = new Plot(TITLE, "Class", unit);
    int count = classes.size();
    double[] numbers = new double[count];
    Arrays.setAll(numbers, c -> c + 1);
    for (int c = 0; c < count; c++) {
      // A series of one bar would be as wide as the plot, so each has all bars, all but one flat.
      double[] heights = new double[count];
      heights[c] = areas.areas()[c];
      Color colour = new Color(classes.get(c).rgb());
      plot.setColor(colour, colour);
      plot.add("separated bar", numbers, heights);
    }
    double largest = Arrays.stream(areas.areas()).max().orElse(0);
    plot.setLimits(0.5, count + 0.5, 0, limit(largest));
    return plot;
  }

  /** Leaves room above the largest value; of nothing but zeros the axis goes up to 1. */
  private static double limit(double largest) {
    return largest > 0 ? 1.1 * largest : 1;
  }
}
