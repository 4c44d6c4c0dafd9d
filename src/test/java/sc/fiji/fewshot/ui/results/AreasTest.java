package sc.fiji.fewshot.ui.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.predict.GridPrediction;

class AreasTest {

  private static final List<GridPrediction> SLICES =
      List.of(
          Predictions.grid(3, 4, 1, "NsF", "??n"),
          Predictions.grid(0, 4, 1, "SSS", "FFF"),
          Predictions.grid(2, 4, 1, "NNN", "NNN"));

  @Test
  void areasAndFractionsAreCountedInPixels() {
    ImagePlus image = Predictions.image(11, 7, 2, 2, 3);
    ResultsTable table = AreaTable.of(image, SLICES, Predictions.CLASSES);
    assertEquals(
        List.of(
            "Slice",
            "Z",
            "T",
            "area(nucleus) (µm²)",
            "area(stroma) (µm²)",
            "area(fat) (µm²)",
            "unknown area (µm²)",
            "fraction(nucleus)",
            "fraction(stroma)",
            "fraction(fat)",
            "unknown fraction"),
        Arrays.asList(table.getHeadings()));
    assertEquals(4, table.getValue("Slice", 0));
    assertEquals(2, table.getValue("Z", 0));
    assertEquals(2, table.getValue("T", 0));
    assertEquals(25 * 0.125, table.getValue("area(nucleus) (µm²)", 0), 1e-9);
    assertEquals(16 * 0.125, table.getValue("area(stroma) (µm²)", 0), 1e-9);
    assertEquals(12 * 0.125, table.getValue("area(fat) (µm²)", 0), 1e-9);
    assertEquals(24 * 0.125, table.getValue("unknown area (µm²)", 0), 1e-9);
    assertEquals(25 / 77.0, table.getValue("fraction(nucleus)", 0), 1e-9);
    assertEquals(24 / 77.0, table.getValue("unknown fraction", 0), 1e-9);
    assertEquals(0, table.getValue("area(nucleus) (µm²)", 1));
    assertEquals(44 / 77.0, table.getValue("fraction(stroma)", 1), 1e-9);
    assertEquals(1, table.getValue("fraction(nucleus)", 2), 1e-9);
  }

  /** The highest pixel of a colour within the frame of a plot, where the data are. */
  private static int height(Plot plot, int x, LabelClass labelClass) {
    ImageProcessor pixels = plot.getProcessor();
    java.awt.Rectangle frame = plot.getDrawingFrame();
    for (int y = frame.y; y < frame.y + frame.height; y++) {
      if ((pixels.get(x, y) & 0xffffff) == labelClass.rgb()) {
        return frame.y + frame.height - y;
      }
    }
    return 0;
  }

  @Test
  void curvesOfTheClassesRunOverTheSlices() {
    Plot plot = AreaPlot.of(Predictions.image(11, 7, 2, 2, 3), SLICES, Predictions.CLASSES);
    double[] limits = plot.getLimits();
    assertEquals(1, limits[0]);
    assertEquals(4, limits[1]);
    assertEquals(0, limits[2]);
    assertEquals(1.1 * 77 * 0.125, limits[3], 1e-9);
    float[][] nucleus = plot.getDataObjectArrays(0);
    assertTrue(Arrays.equals(new float[] {1, 3, 4}, nucleus[0]), "in the order of the slices");
    assertTrue(Arrays.equals(new float[] {0, 9.625f, 3.125f}, nucleus[1]));
    plot.getImagePlus();
    int third = (int) plot.scaleXtoPxl(3);
    assertEquals(
        plot.scaleYtoPxl(0) - plot.scaleYtoPxl(9.625),
        height(plot, third, Predictions.CLASSES.get(0)),
        4);
  }

  @Test
  void aSingleSliceHasABarAClass() {
    ImagePlus image = Predictions.image(11, 7, 1, 1, 1);
    Plot plot =
        AreaPlot.of(image, List.of(Predictions.grid(0, 4, 1, "NsF", "??n")), Predictions.CLASSES);
    plot.getImagePlus();
    double[] areas = {3.125, 2, 1.5};
    for (int c = 0; c < 3; c++) {
      int x = (int) plot.scaleXtoPxl(c + 1);
      double expected = plot.scaleYtoPxl(0) - plot.scaleYtoPxl(areas[c]);
      for (int other = 0; other < 3; other++) {
        assertEquals(other == c ? expected : 0, height(plot, x, Predictions.CLASSES.get(other)), 4);
      }
    }
  }
}
