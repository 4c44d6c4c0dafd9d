package sc.fiji.fewshot.macros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import java.awt.Checkbox;
import java.awt.GraphicsEnvironment;
import java.awt.TextField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.imagej.Dialogs;

/**
 * The macros of the plugins folder in plain ImageJ, on a screen. An error in one would wait for a
 * click, hence the time limit.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadyMadeMacrosTest {

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Halves halves;

  @BeforeAll
  static void startImageJ() throws IOException {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: ImageJ needs a screen");
    if (IJ.getInstance() == null) {
      new ImageJ(ImageJ.NO_SHOW);
    }
    halves = Halves.make(shared);
  }

  @AfterEach
  void closeAll() {
    WindowManager.closeAllWindows();
  }

  private static String run(String macro, String argument) {
    Path file = Path.of("plugins/Few-Shot", macro + ".ijm").toAbsolutePath();
    return IJ.runMacroFile(file.toString(), argument);
  }

  @Test
  void theRoiManagerGivesTheExamples() throws Exception {
    ImagePlus image = IJ.openImage(halves.image().toString());
    image.show();
    RoiManager manager = RoiManager.getRoiManager();
    try {
      Halves.marks().forEach(manager::addRoi);
      Path out = folder.resolve("my cells.fewshot");
      String options = "output=[%s] %s".formatted(out, Halves.TRAINING);
      assertEquals(out.toString(), run("Train_from_ROI_Manager", options));
      Halves.assertSameBytes(halves.classifier(), out);
      // From the menu it asks, and proposes a file beside the image.
      Thread menu = new Thread(() -> run("Train_from_ROI_Manager", ""));
      menu.start();
      GenericDialog dialog = Dialogs.await("Train from ROI Manager");
      Path beside = halves.image().resolveSibling("halves.fewshot");
      assertEquals(beside.toString(), text(dialog));
      Path asked = folder.resolve("asked.fewshot");
      Dialogs.fill(dialog, asked.toString());
      Dialogs.press(dialog, 0);
      menu.join();
      assertTrue(Files.exists(asked));
    } finally {
      manager.close();
    }
  }

  private static String text(GenericDialog dialog) {
    return ((TextField) dialog.getStringFields().get(0)).getText();
  }

  @Test
  void anOpenStackIsColoured() throws Exception {
    ImagePlus image = IJ.openImage(halves.image().toString());
    image.show();
    Path out = folder.resolve("results");
    run(
        "Classify_Open_Stack",
        "%s labels=true output=[%s]".formatted(halves.classifyOptions(), out));
    assertEquals(2, image.getOverlay().size(), "one a slice");
    assertNotNull(WindowManager.getImage("halves-labels"));
    halves.assertResults(out);
    WindowManager.setCurrentWindow(image.getWindow());
    Thread menu = new Thread(() -> run("Classify_Open_Stack", ""));
    menu.start();
    GenericDialog dialog = Dialogs.await("Classify Open Stack");
    Dialogs.fill(dialog, halves.classifier().toString());
    ((Checkbox) dialog.getCheckboxes().get(1)).setState(true);
    Dialogs.press(dialog, 0);
    menu.join();
    assertNotNull(WindowManager.getFrame("Few-Shot Areas"));
  }

  @Test
  void aFolderIsClassifiedAndOnlyOnce() throws Exception {
    Path out = folder.resolve("my results");
    String options =
        "%s input=[%s] output=[%s]"
            .formatted(halves.classifyOptions(), halves.image().getParent(), out);
    run("Classify_Images_of_Folder", options);
    halves.assertResults(out);
    var written = Files.getLastModifiedTime(out.resolve("halves.csv"));
    run("Classify_Images_of_Folder", options);
    assertEquals(written, Files.getLastModifiedTime(out.resolve("halves.csv")));
  }

  @Test
  void areasAreShownAndWritten() throws Exception {
    IJ.openImage(halves.image().toString()).show();
    Path table = folder.resolve("areas.csv");
    String csv =
        run("Measure_Class_Areas", halves.classifyOptions() + " output=[%s]".formatted(table));
    assertEquals(Files.readString(table).strip(), csv.strip());
    MeasuredAreas.check(halves, table);
    ResultsTable shown = ResultsTable.getResultsTable("Class Areas");
    assertEquals(6, shown.size());
    assertEquals("check", shown.getStringValue("class", 1));
    assertEquals(1, WindowManager.getImageCount(), "only the image is left open");
  }
}
