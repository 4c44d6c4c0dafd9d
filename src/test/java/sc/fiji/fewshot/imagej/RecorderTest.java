package sc.fiji.fewshot.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImageJ;
import ij.Macro;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import java.awt.GraphicsEnvironment;
import java.awt.TextField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.convert.ConvertService;
import org.scijava.module.ModuleItem;
import sc.fiji.fewshot.command.FewShotCommand;
import sc.fiji.fewshot.macros.Halves;

/** What ImageJ's macro recorder writes of the dialogs, and that it does the same again. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecorderTest {

  private static final String TRAIN = "Train Classifier...";
  private static final String CLASSIFY = "Classify Folder...";

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Halves halves;

  private Recorder recorder;

  @BeforeAll
  static void startImageJ() throws IOException {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: ImageJ needs a screen");
    if (IJ.getInstance() == null) {
      new ImageJ(ImageJ.NO_SHOW);
    }
    Commands.install();
    halves = Halves.make(shared);
  }

  @BeforeEach
  void record() {
    recorder = Recorder.getInstance() == null ? new Recorder(false) : Recorder.getInstance();
  }

  @AfterEach
  void closeAll() {
    recorder.close();
    WindowManager.closeAllWindows();
  }

  @Test
  void trainingIsRecordedForHereAndForFiji() throws Exception {
    IJ.open(halves.image().toString());
    Path out = Files.createDirectory(folder.resolve("my results")).resolve("c.fewshot");
    IJ.doCommand(TRAIN);
    GenericDialog dialog = Dialogs.await(TRAIN);
    Dialogs.fill(dialog, "", halves.rois().toString(), out.toString(), "64", "1", "0");
    // As ImageJ does when a file is chosen with the button beside the field.
    Recorder.recordPath("Output: classifier file", out.toString());
    Dialogs.press(dialog, 0);
    String line = Dialogs.await(() -> Files.exists(out) ? recorded(TRAIN) : null);
    Halves.assertSameBytes(halves.classifier(), out);
    Files.delete(out);
    IJ.runMacro(line);
    Halves.assertSameBytes(halves.classifier(), out);
    IJ.doCommand(TRAIN);
    GenericDialog again = Dialogs.await(TRAIN);
    assertEquals(halves.rois().toString(), ((TextField) again.getStringFields().get(1)).getText());
    Dialogs.press(again, 1);
    assertReadAlikeInFiji(line.substring(line.indexOf(", \"") + 3, line.lastIndexOf('"')));
  }

  @Test
  void aFolderJobIsRecordedAsAMacroWritesIt() throws Exception {
    Path out = folder.resolve("results");
    IJ.doCommand(CLASSIFY);
    GenericDialog dialog = Dialogs.await(CLASSIFY);
    String input = halves.image().getParent().toString();
    Dialogs.fill(dialog, halves.classifier().toString(), input, out.toString(), "", "0", "32");
    Dialogs.press(dialog, 0);
    String line =
        Dialogs.await(() -> Files.exists(out.resolve("halves.csv")) ? recorded(CLASSIFY) : null);
    String expected =
        "run(\"%s\", \"classifier=%s input=[%s] output=%s "
            .formatted(CLASSIFY, halves.classifier(), input, out);
    assertTrue(line.startsWith(expected), line);
    Path again = folder.resolve("again");
    IJ.runMacro(line.replace("output=" + out + " ", "output=" + again + " "));
    halves.assertResults(again);
  }

  private String recorded(String command) {
    return recorder
        .getText()
        .lines()
        .filter(line -> line.startsWith("run(\"" + command))
        .findFirst()
        .orElse(null);
  }

  /** Fiji asks for each parameter by its name and converts the text with SciJava's converters. */
  private static void assertReadAlikeInFiji(String options) {
    CommandInfo info = SciJava.get().find(TRAIN).orElseThrow();
    FewShotCommand here = SciJava.get().create(info);
    CommandInputs inputs = new CommandInputs(here);
    Map<String, String> texts = MacroOptions.parse(options);
    inputs.set(texts);
    try (Context fiji = new Context(ConvertService.class)) {
      for (ModuleItem<?> item : inputs.items()) {
        String text = Macro.getValue(options + " ", item.getName(), null);
        assertEquals(texts.get(item.getName()), text, item.getName());
        if (text != null) {
          Object there = fiji.service(ConvertService.class).convert(text, item.getType());
          assertEquals(here.getInput(item.getName()), there, item.getName());
        }
      }
    }
  }
}
