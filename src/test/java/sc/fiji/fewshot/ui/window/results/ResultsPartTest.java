package sc.fiji.fewshot.ui.window.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import ij.process.ByteProcessor;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.Progress;
import sc.fiji.fewshot.annotate.Mark;
import sc.fiji.fewshot.image.Box;
import sc.fiji.fewshot.predict.GridPrediction;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.session.StackPrediction;
import sc.fiji.fewshot.ui.OverlayPainter;
import sc.fiji.fewshot.ui.results.AreaTable;
import sc.fiji.fewshot.ui.results.PredictionTable;
import sc.fiji.fewshot.ui.window.OpenWindow;

class ResultsPartTest {

  private OpenWindow window;

  @BeforeEach
  void open() {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: there is no screen");
    window = new OpenWindow(Optional.empty());
  }

  @AfterEach
  void close() {
    if (window != null) {
      window.close();
    }
  }

  @Test
  void theLabelMapHoldsTheLabelsOfThePredictions() {
    window.mark();
    window.choose("results.labelMap");
    window.awaitMessage("halves-labels");
    ImagePlus map = OpenWindow.shown("halves-labels");
    StackPrediction stack = OpenWindow.get(window.model().session().predictAll(Progress.NONE));
    for (GridPrediction slice : stack.slices()) {
      for (int row = 0; row < slice.grid().rows(); row++) {
        for (int column = 0; column < slice.grid().columns(); column++) {
          Box cell = slice.grid().cell(column, row);
          assertEquals(
              slice.labelMapValue(slice.index(column, row)),
              map.getStack().getProcessor(slice.slice() + 1).get(cell.x(), cell.y()));
        }
      }
    }
    assertEquals(1, map.getStack().getProcessor(2).get(20, 60));
    assertEquals(2, map.getStack().getProcessor(2).get(108, 60));
  }

  @Test
  void makesProbabilitiesAndTables() {
    window.mark();
    window.choose("results.probabilities");
    window.awaitMessage("halves-probabilities");
    assertEquals(2, OpenWindow.shown("halves-probabilities").getNChannels());
    window.choose("results.table");
    window.awaitMessage(PredictionTable.TITLE);
    assertTrue(ResultsTable.getResultsTable(PredictionTable.TITLE).size() > 100);
    window.choose("results.areaTable");
    window.awaitMessage(AreaTable.TITLE);
    assertEquals(2, ResultsTable.getResultsTable(AreaTable.TITLE).size());
  }

  @Test
  void theOverlayIsKeptWhenTheImageIsSaved(@TempDir Path folder) {
    window.mark();
    window.choose("results.overlay");
    window.awaitMessage("overlay");
    window.await("the layers", () -> layers(window.image) == 2);
    assertFalse(window.work.context().view().view().predictions(), "no colours twice");
    String file = folder.resolve("saved.tif").toString();
    assertTrue(IJ.saveAsTiff(window.image, file));
    ImagePlus reopened = IJ.openImage(file);
    assertEquals(2, layers(reopened));
    assertTrue(OverlayPainter.isOn(reopened));
    // The live colours take their place again.
    window.choose("view.predictions");
    window.await("the live colours", () -> layers(window.image) == 0);
  }

  private static long layers(ImagePlus image) {
    return Arrays.stream(image.getOverlay().toArray()).filter(ImageRoi.class::isInstance).count();
  }

  @Test
  void tellsWhatToDoWhileTooLittleIsMarked() {
    window.choose("results.labelMap");
    window.awaitMessage("mark at least one for each of two classes");
    window.choose("results.fetchExamples");
    window.awaitMessage("ROI Manager is empty");
    window.choose("results.sendExamples");
    window.awaitMessage("no examples yet");
    window.choose("results.classifyLabels");
    window.awaitMessage("No other open image");
  }

  @Test
  void examplesComeBackFromTheRoiManager() {
    window.mark();
    SessionState before = window.state();
    window.choose("results.sendExamples");
    window.awaitMessage("Added 6 regions");
    window.change(s -> SessionState.empty());
    OpenWindow.onEventThread(
        () -> {
          RoiManager.getInstance2().addRoi(named(new OvalRoi(500, 500, 20, 20), "check#9"));
          RoiManager.getInstance2().addRoi(named(new Roi(0, 0, 20, 20), "0001-0002"));
          return null;
        });
    window.choose("results.fetchExamples");
    window.awaitMessage("Added 6 examples. 2 regions were left out");
    SessionState after = window.state();
    assertEquals(before.classes(), after.classes());
    assertEquals(places(before), places(after));
    // Those that are there already are not added again.
    window.choose("results.fetchExamples");
    window.awaitMessage("Added no example");
    assertEquals(6, window.state().marks().size());
    OpenWindow.onEventThread(
        () -> {
          window.model().session().undo();
          return null;
        });
    window.await("the undo", () -> window.model().state().marks().isEmpty());
  }

  private static List<String> places(SessionState state) {
    return state.marks().stream()
        .map(Mark::example)
        .map(e -> e.className() + e.slice() + e.region())
        .toList();
  }

  private static Roi named(Roi roi, String name) {
    roi.setName(name);
    return roi;
  }

  @Test
  void classifiesTheRoiManagersObjects() {
    window.mark();
    OpenWindow.onEventThread(
        () -> {
          RoiManager manager = RoiManager.getRoiManager();
          manager.addRoi(named(new Roi(80, 50, 24, 24), "right"));
          manager.addRoi(named(new OvalRoi(10, 50, 24, 24), "left"));
          manager.addRoi(named(new PointRoi(new float[] {20, 110}, new float[] {20, 20}), "both"));
          return null;
        });
    window.choose("results.classifyManager");
    window.awaitMessage("Classified 4 regions");
    RoiManager manager = RoiManager.getInstance2();
    window.await("the names", () -> manager.getName(0).equals("check#1"));
    assertEquals("smooth#1", manager.getName(1));
    assertEquals("both", manager.getName(2), "points of two classes");
    assertEquals(
        new Color(window.state().classes().get(1).rgb()), manager.getRoi(0).getStrokeColor());
    assertEquals(2, manager.getRoi(0).getGroup());
    ResultsTable table = ResultsTable.getResultsTable(PredictionTable.TITLE);
    assertEquals("check", table.getStringValue("Class", 0));
    assertEquals("smooth", table.getStringValue("Class", 1));
  }

  @Test
  void classifiesTheObjectsOfALabelImage() {
    window.mark();
    ByteProcessor pixels = new ByteProcessor(128, 128);
    pixels.setColor(1);
    pixels.fill(new Roi(10, 50, 24, 24));
    pixels.setColor(7);
    pixels.fill(new Roi(90, 50, 24, 24));
    pixels.set(60, 3, 9);
    ImagePlus labels =
        OpenWindow.onEventThread(
            () -> {
              ij.ImageStack stack = new ij.ImageStack(128, 128);
              stack.addSlice(pixels);
              stack.addSlice(new ByteProcessor(128, 128));
              ImagePlus made = new ImagePlus("objects", stack);
              made.show();
              return made;
            });
    assertNotNull(labels.getWindow());
    window.choose("results.classifyLabels");
    window.awaitMessage("Classified 2 regions. One region was left out");
    assertTrue(window.answers.asked.contains("results.labels[objects]"));
    ImagePlus map = OpenWindow.shown("halves-labels");
    assertEquals(1, map.getStack().getProcessor(1).get(20, 60));
    assertEquals(2, map.getStack().getProcessor(1).get(100, 60));
    assertEquals(0, map.getStack().getProcessor(1).get(60, 60));
  }

  @Test
  void areasGoToTheRoiManager() {
    window.mark();
    window.answers.number = 500;
    window.choose("results.sendAreas");
    window.awaitMessage("to the ROI Manager");
    RoiManager manager = OpenWindow.onEventThread(RoiManager::getRoiManager);
    window.await("the areas", () -> manager.getCount() >= 4);
    for (Roi roi : manager.getRoisAsArray()) {
      assertTrue(roi.getName().matches("(smooth|check)#\\d+"), roi.getName());
      assertTrue(roi.getStatistics().area >= 500);
    }
  }

  @Test
  void whatTakesLongIsShownAndCanBeCancelled() {
    window.mark();
    window.choose("results.labelMap");
    JButton stop = OpenWindow.onEventThread(() -> button(window.work.context().frame()));
    assertEquals("Cancel", OpenWindow.onEventThread(stop::getText));
    assertTrue(stop.isVisible());
    // One thing at a time.
    window.choose("results.probabilities");
    window.awaitMessage("Something else is still being done");
    OpenWindow.onEventThread(
        () -> {
          stop.doClick(0);
          return null;
        });
    window.awaitMessage("Cancelled");
    assertNull(WindowManager.getImage("halves-labels"));
    window.choose("results.labelMap");
    window.awaitMessage("halves-labels");
  }

  private static JButton button(Container container) {
    for (Component child : container.getComponents()) {
      if (child instanceof JButton button && "stop".equals(button.getName())) {
        return button;
      }
      JButton found = child instanceof Container inner ? button(inner) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
