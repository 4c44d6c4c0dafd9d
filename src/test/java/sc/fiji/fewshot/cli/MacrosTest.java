package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.predict.Scenes;

/**
 * The macros of the plugins folder. An error in one would wait for a click, hence the time limit.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MacrosTest {

  private static final int SIZE = 96;

  @TempDir private Path folder;

  @Test
  void aMacroClassifiesAFolder() throws IOException {
    Path examples = folder.resolve("examples");
    ImagePlus halves = Scenes.halves(SIZE, SIZE, 1);
    for (int half = 0; half < 2; half++) {
      halves.setRoi(half * SIZE / 2, 0, SIZE / 2, SIZE / 2);
      Path file = examples.resolve("class" + half).resolve("example.png");
      Files.createDirectories(file.getParent());
      ImageIO.write(halves.crop().getBufferedImage(), "png", file.toFile());
    }
    Path classifier = folder.resolve("c.fewshot");
    assertEquals(
        "",
        MacroCall.run("train\n--examples\n" + examples + "\n--out\n" + classifier + "\n--quiet"));
    String words =
        "classifier=" + classifier + "\ninput=" + examples.resolve("class1") + "\noutput=" + folder;
    assertEquals("", run("Classify_Folder.ijm", words));
    assertTrue(Files.readString(folder.resolve("example.csv")).contains(",class1,"));
    String problem = run("Classify_Folder.ijm", words.replace("class1", "nowhere"));
    assertTrue(problem.startsWith("There is no file"), problem);
  }

  @Test
  void aMacroLearnsFromTheRoiManager() {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: the ROI Manager needs a screen");
    Path file = folder.resolve("halves.tif");
    assertTrue(new FileSaver(Scenes.halves(SIZE, SIZE, 1)).saveAsTiff(file.toString()));
    ImagePlus image = IJ.openImage(file.toString());
    image.show();
    RoiManager manager = RoiManager.getRoiManager();
    try {
      for (String name : new String[] {"smooth#1", "check#1"}) {
        Roi roi = new Roi(name.startsWith("smooth") ? 8 : 56, 24, 32, 32);
        roi.setName(name);
        manager.addRoi(roi);
      }
      Path overlay = folder.resolve("halves-fewshot/halves-overlay.tif");
      assertEquals(overlay.toString(), run("Train_and_Classify.ijm", ""));
      assertEquals(1, WindowManager.getCurrentImage().getOverlay().size());
      assertTrue(Files.exists(folder.resolve("halves-fewshot/halves.fewshot")));
    } finally {
      manager.close();
      WindowManager.closeAllWindows();
    }
  }

  private static String run(String macro, String argument) {
    return IJ.runMacroFile(
        Path.of("plugins/Few-Shot", macro).toAbsolutePath().toString(), argument);
  }
}
