package sc.fiji.fewshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.imagej.Commands;
import sc.fiji.fewshot.predict.Scenes;

/**
 * The macros of the plugins folder. An error in one would wait for a click, hence the time limit.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MacrosTest {

  private static final int SIZE = 96;

  @TempDir private Path folder;

  @BeforeAll
  static void installTheCommands() {
    Commands.install();
  }

  private Path save() {
    Path file = folder.resolve("halves.tif");
    assertTrue(new FileSaver(Scenes.halves(SIZE, SIZE, 1)).saveAsTiff(file.toString()));
    return file;
  }

  private static List<Roi> marks() {
    List<Roi> marks = new ArrayList<>();
    for (String name : List.of("smooth#1", "check#1")) {
      Roi roi = new Roi(name.startsWith("smooth") ? 8 : 56, 24, 32, 32);
      roi.setName(name);
      marks.add(roi);
    }
    return marks;
  }

  @Test
  void aMacroTrainsAndClassifiesAFolderAndGoesOnWhereItWas() throws IOException {
    Path image = save();
    Path rois = folder.resolve("rois.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(rois))) {
      for (Roi roi : marks()) {
        zip.putNextEntry(new ZipEntry(roi.getName() + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    Files.copy(image, inputs.resolve("a.tif"));
    Path output = folder.resolve("my results");
    String lines =
        "image=%s\nexamples=%s\ninput=%s\noutput=%s".formatted(image, rois, inputs, output);
    run("Train_and_Classify_Folder.ijm", lines);
    assertTrue(Files.readString(output.resolve("a.csv")).contains(",check,"));
    Files.writeString(output.resolve("a.csv"), "done before");
    Files.copy(image, inputs.resolve("b.tif"));
    run("Train_and_Classify_Folder.ijm", lines);
    assertEquals("done before", Files.readString(output.resolve("a.csv")));
    assertTrue(Files.exists(output.resolve("b.csv")));
  }

  @Test
  void aMacroLearnsFromTheRoiManager() {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: the ROI Manager needs a screen");
    ImagePlus image = IJ.openImage(save().toString());
    image.show();
    RoiManager manager = RoiManager.getRoiManager();
    try {
      marks().forEach(manager::addRoi);
      Path classifier = folder.resolve("halves-fewshot/halves.fewshot");
      assertEquals(classifier.toString(), run("Train_and_Classify.ijm", ""));
      assertTrue(Files.exists(classifier));
      assertEquals(1, image.getOverlay().size());
    } finally {
      manager.close();
      WindowManager.closeAllWindows();
    }
  }

  @Test
  void aMacroRunsTheCommandLine() {
    String problem = MacroCall.run("info\n" + folder.resolve("absent.fewshot"));
    assertTrue(problem.startsWith("There is no classifier file"), problem);
  }

  private static String run(String macro, String argument) {
    return IJ.runMacroFile(
        Path.of("plugins/Few-Shot", macro).toAbsolutePath().toString(), argument);
  }
}
