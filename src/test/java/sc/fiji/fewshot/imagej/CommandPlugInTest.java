package sc.fiji.fewshot.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.macro.Interpreter;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import sc.fiji.fewshot.cli.FewShotCli;
import sc.fiji.fewshot.command.FewShotCommand;
import sc.fiji.fewshot.predict.Scenes;

/** The commands in the menu and the macros of plain ImageJ, on a screen. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandPlugInTest {

  private static final int SIZE = 96;
  private static final String TRAIN = "Train Classifier...";
  private static final Pattern ENTRY =
      Pattern.compile("Plugins>Few-Shot, \"(.+)\", (.+\\(\"(.+)\"\\))");

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Path image;
  private static Path rois;
  private static Path expected;

  @BeforeAll
  static void startImageJ() throws IOException {
    assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: ImageJ needs a screen");
    if (IJ.getInstance() == null) {
      new ImageJ(ImageJ.NO_SHOW);
    }
    @SuppressWarnings("unchecked")
    Map<String, String> commands = Menus.getCommands();
    for (Matcher entry : entries()) {
      commands.put(entry.group(1), entry.group(2));
    }
    image = shared.resolve("halves.tif");
    assertTrue(new FileSaver(Scenes.halves(SIZE, SIZE, 1)).saveAsTiff(image.toString()));
    rois = shared.resolve("my rois.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(rois))) {
      for (Roi roi : marks()) {
        zip.putNextEntry(new ZipEntry(roi.getName() + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(roi));
      }
    }
    expected = shared.resolve("cli.fewshot");
    String words =
        "train\n--examples\n%s\n--image\n%s\n--out\n%s\n--patch\n64\n--views\n1\n--device\ncpu\n--quiet";
    assertEquals(0, FewShotCli.run(words.formatted(rois, image, expected).split("\n")));
  }

  private static List<Roi> marks() {
    List<Roi> marks = new ArrayList<>();
    for (String name : new String[] {"smooth#1", "check#1"}) {
      Roi roi = new Roi(name.startsWith("smooth") ? 8 : 56, 24, 32, 32);
      roi.setName(name);
      marks.add(roi);
    }
    return marks;
  }

  /** The lines of plugins.config: name, class with argument, argument. */
  private static List<Matcher> entries() throws IOException {
    try (InputStream in = CommandPlugIn.class.getResourceAsStream("/plugins.config");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(ENTRY::matcher).filter(Matcher::matches).toList();
    }
  }

  @AfterEach
  void closeAll() {
    WindowManager.closeAllWindows();
  }

  private static String options(Path out) {
    return "examples=[%s] output=%s patch=64 views=1 device=cpu".formatted(rois, out);
  }

  @Test
  void theMenuHasAllCommands() throws IOException {
    List<String> inMenu = new ArrayList<>();
    for (Matcher entry : entries()) {
      inMenu.add(entry.group(1));
      assertEquals(entry.group(1), entry.group(3));
      assertTrue(entry.group(2).startsWith(CommandPlugIn.class.getName() + "("));
    }
    List<String> all = new ArrayList<>();
    SciJava.get().commands().forEach(info -> all.add(SciJava.menuName(info)));
    assertEquals(all.stream().sorted().toList(), inMenu.stream().sorted().toList());
  }

  @Test
  void theFieldsAreTheParameters() {
    for (CommandInfo info : SciJava.get().commands()) {
      CommandInputs inputs = new CommandInputs(SciJava.get().create(info));
      List<String> names =
          inputs.items().stream()
              .filter(item -> item.getType() != ImagePlus.class)
              .map(ModuleItem::getName)
              .toList();
      assertEquals(names, new CommandDialog(SciJava.menuName(info), inputs).names());
    }
  }

  @Test
  void aMacroRunsACommandByItsName() throws IOException {
    IJ.open(image.toString());
    Path out = folder.resolve("c.fewshot");
    IJ.run(TRAIN, options(out));
    assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(out));
    IJ.run("Classify Image or Stack...", "classifier=%s stride=16 labels=true".formatted(out));
    ImagePlus labels = WindowManager.getImage("halves-labels");
    assertNotNull(labels);
    assertEquals(1, WindowManager.getImage("halves.tif").getOverlay().size());
  }

  @Test
  void theRoiManagerGivesTheExamples() throws IOException {
    IJ.open(image.toString());
    RoiManager manager = RoiManager.getRoiManager();
    try {
      marks().forEach(manager::addRoi);
      Path out = folder.resolve("c.fewshot");
      IJ.run(TRAIN, "output=" + out + " patch=64 views=1 device=cpu");
      assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(out));
    } finally {
      manager.close();
    }
  }

  @Test
  void aMacroEndsWhereACommandFails() throws Exception {
    Path after = folder.resolve("after.txt");
    Path absent = folder.resolve("absent.zip");
    String macro =
        "run('%s', 'examples=%s file=%s output=%s');\nFile.saveString('reached', '%s');"
            .formatted(TRAIN, absent, image, folder.resolve("c.fewshot"), after);
    Interpreter interpreter = new Interpreter();
    Thread thread = new Thread(() -> interpreter.run(macro));
    thread.start();
    Dialogs.press(Dialogs.await("Macro Error"), 0);
    thread.join();
    assertEquals("There is no file " + absent + ".", interpreter.getErrorMessage());
    assertFalse(Files.exists(after), "the macro went on");
  }

  @Test
  void optionsThatAreWrongAreToldFromThoseThatAreRight() {
    FewShotCommand command = SciJava.get().create(SciJava.get().find(TRAIN).orElseThrow());
    CommandInputs inputs = new CommandInputs(command);
    for (String wrong :
        List.of("sed=1", "patch=many", "overwrite=yes", "image=[not open]", "seed=1.5")) {
      try {
        inputs.set(MacroOptions.parse(wrong));
        throw new AssertionError(wrong + " was taken");
      } catch (sc.fiji.fewshot.FewShotException e) {
        assertTrue(e.getMessage().endsWith("."), e.getMessage());
      }
    }
    inputs.set(MacroOptions.parse("overwrite=true seed=-3 examples="));
    assertEquals(true, command.getInput("overwrite"));
    assertEquals(-3L, command.getInput("seed"));
    assertEquals(null, command.getInput("examples"));
  }
}
