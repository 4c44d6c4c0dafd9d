package sc.fiji.fewshot.ui.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sc.fiji.fewshot.annotate.Example;
import sc.fiji.fewshot.annotate.Region;
import sc.fiji.fewshot.annotate.RoiExamples;
import sc.fiji.fewshot.annotate.SupportSet;

class RoiManagerWindowTest {

  @BeforeEach
  void needsAScreen() {
    assumeFalse(GraphicsEnvironment.isHeadless(), "needs a screen");
  }

  @AfterEach
  void close() throws Exception {
    if (!GraphicsEnvironment.isHeadless()) {
      EventQueue.invokeAndWait(
          () -> {
            RoiManager manager = RoiManager.getInstance2();
            if (manager != null) {
              manager.reset();
              manager.close();
            }
          });
    }
  }

  @Test
  void examplesComeBackFromTheRoiManager() throws Exception {
    ImagePlus image = Predictions.image(40, 40, 2, 2, 3);
    List<Example> examples =
        List.of(
            new Example(Region.rectangle(1, 2, 10, 8), 0, "stroma", "stroma#1"),
            new Example(Region.rectangle(5, 6, 7, 8), 5, "nucleus", "nucleus#1"));
    List<Roi> rois = ClassRois.ofExamples(image, SupportSet.of(examples, Map.of()));
    EventQueue.invokeAndWait(
        () -> {
          assertTrue(RoiManagerWindow.rois().isEmpty());
          RoiManagerWindow.add(rois);
        });
    List<Roi> found = RoiManagerWindow.rois();
    assertEquals(examples, RoiExamples.of(found, image));
    assertEquals(rois.get(1).getGroup(), found.get(1).getGroup());
    assertEquals(rois.get(1).getStrokeColor(), found.get(1).getStrokeColor());
  }
}
