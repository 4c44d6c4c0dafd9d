package sc.fiji.fewshot.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.Priority;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.task.event.TaskEvent;
import sc.fiji.fewshot.batch.folder.ResultBytes;
import sc.fiji.fewshot.cli.FewShotCli;

/** The commands as SciJava runs them, without a window, against the command line. */
public class CommandsTest {

  private static final Path ROIS = Path.of("sample-images/blood-smear-rois.zip").toAbsolutePath();

  private static final int PATCH = 256;

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Context context;
  private static Path classifier;
  private static Path sample;
  private static Path crop;

  @BeforeAll
  static void trainOnTheCommandLine() {
    context = new Context();
    classifier = shared.resolve("cli.fewshot");
    ImagePlus image = IJ.openImage(Path.of("sample-images/blood-smear.tif").toString());
    // The slice with the marks; large patches make few tiles, which is quick.
    sample = save(image.crop("1-1"), shared.resolve("blood-smear.tif"));
    shell(
        "train",
        "--examples",
        ROIS,
        "--image",
        sample,
        "--out",
        classifier,
        "--views",
        1,
        "--patch",
        PATCH);
    image.setRoi(100, 100, 192, 160);
    crop = save(image.crop("2-3"), shared.resolve("crop.tif"));
  }

  private static Path save(ImagePlus image, Path file) {
    FileSaver saver = new FileSaver(image);
    assertTrue(
        image.getStackSize() > 1
            ? saver.saveAsTiffStack(file.toString())
            : saver.saveAsTiff(file.toString()));
    return file;
  }

  @AfterAll
  static void dispose() {
    context.dispose();
  }

  private static void shell(Object... words) {
    Object[] all =
        Stream.concat(Stream.of(words), Stream.of("--device", "cpu", "--quiet")).toArray();
    assertEquals(0, FewShotCli.run(Stream.of(all).map(Object::toString).toArray(String[]::new)));
  }

  /** Runs a command as a macro, a script or the menu does; keys and values in turn. */
  private static FewShotCommand run(Class<? extends FewShotCommand> command, Object... inputs) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < inputs.length; i += 2) {
      Object value = inputs[i + 1];
      map.put((String) inputs[i], value instanceof Path path ? path.toFile() : value);
    }
    try {
      CommandInfo info = context.service(CommandService.class).getCommand(command);
      return (FewShotCommand) context.service(ModuleService.class).run(info, true, map).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static void ok(Module command) {
    assertFalse(
        ((FewShotCommand) command).isCanceled(), ((FewShotCommand) command).getCancelReason());
  }

  private static void refused(FewShotCommand command, String... words) {
    assertTrue(command.isCanceled(), "nothing was wrong");
    String sentence = command.getCancelReason();
    for (String word : words) {
      assertTrue(sentence.contains(word), sentence);
    }
    assertTrue(sentence.endsWith("."), sentence);
    assertFalse(sentence.contains("\n") || sentence.contains("Exception"), sentence);
  }

  private static Map<String, String> filesOfImages(Path out) {
    Map<String, String> files = ResultBytes.of(out);
    files.keySet().removeIf(file -> file.startsWith("fewshot-"));
    return files;
  }

  @Test
  void allAreInTheMenuAndTakeParametersThatMacrosCanGive() {
    List<String> labels = new ArrayList<>();
    for (CommandInfo info : context.service(CommandService.class).getCommands()) {
      if (info.getClassName().startsWith("sc.fiji.fewshot.")) {
        assertTrue(info.isValid(), info.getProblems().toString());
        assertEquals("Plugins > Few-Shot", info.getMenuPath().getMenuString(false));
        assertTrue(info.canRunHeadless(), info.getClassName());
        labels.add(info.getMenuPath().getLeaf().getName());
        MacroWords.check(info);
      }
    }
    assertTrue(
        labels.containsAll(
            List.of(
                "Classify Interactively...",
                "Train Classifier...",
                "Classify Image or Stack...",
                "Classify Folder...",
                "Evaluate Classifier...",
                "Backbones and Device...",
                "About Few-Shot...")),
        labels.toString());
  }

  @Test
  void trainingGivesTheBytesOfTheCommandLine() throws IOException {
    Path fromImage = folder.resolve("image.fewshot");
    ImagePlus image = IJ.openImage(sample.toString());
    ok(
        run(
            TrainClassifier.class,
            "image",
            image,
            "examples",
            ROIS,
            "out",
            fromImage,
            "views",
            1,
            "patch",
            PATCH,
            "device",
            "cpu"));
    assertArrayEquals(Files.readAllBytes(classifier), Files.readAllBytes(fromImage));
    assertNotNull(image.getProcessor(), "the open image is still there");
    assertFalse(image.isLocked());
  }

  @Test
  void classifyingGivesTheFilesOfTheCommandLine() throws IOException {
    Path expected = folder.resolve("cli");
    shell("classify", "--classifier", classifier, "--input", crop, "--out", expected);
    Path fromFile = folder.resolve("file");
    ok(
        run(
            ClassifyImage.class,
            "file",
            crop,
            "classifier",
            classifier,
            "out",
            fromFile,
            "device",
            "cpu"));
    assertEquals(filesOfImages(expected), ResultBytes.of(fromFile));
    Path inputs = Files.createDirectory(folder.resolve("inputs"));
    Files.copy(crop, inputs.resolve("crop.tif"));
    Path fromFolder = folder.resolve("folder");
    ok(
        run(
            ClassifyFolder.class,
            "input",
            inputs,
            "classifier",
            classifier,
            "out",
            fromFolder,
            "device",
            "cpu"));
    assertEquals(ResultBytes.of(expected), ResultBytes.of(fromFolder));
    refused(
        run(ClassifyFolder.class, "input", inputs, "classifier", classifier, "out", fromFolder),
        "(resume)",
        "(overwrite)");
    ok(
        run(
            ClassifyFolder.class,
            "input",
            inputs,
            "classifier",
            classifier,
            "out",
            fromFolder,
            "resume",
            true));
    refused(
        run(
            ClassifyFolder.class,
            "input",
            folder.resolve("absent"),
            "classifier",
            classifier,
            "out",
            fromFolder),
        "There is no folder");
    Files.createFile(inputs.resolve("empty.tif"));
    refused(
        run(
            ClassifyFolder.class,
            "input",
            inputs,
            "classifier",
            classifier,
            "out",
            fromFolder,
            "resume",
            true),
        "1 of 2 images could not be classified");
  }

  @Test
  void anOpenImageIsColouredInPlaceOfEarlierColours() {
    ImagePlus image = IJ.openImage(crop.toString());
    Roi drawn = new Roi(1, 2, 3, 4);
    drawn.setName("by the user");
    image.setOverlay(new Overlay(drawn));
    for (int i = 0; i < 2; i++) {
      ok(run(ClassifyImage.class, "image", image, "classifier", classifier, "stride", 40));
      assertEquals(1 + 2, image.getOverlay().size(), "one drawn, one a slice");
    }
    assertEquals("by the user", image.getOverlay().get(0).getName());
    assertEquals(2, image.getOverlay().get(2).getPosition());
    assertNotNull(image.getStack().getPixels(2));
    assertFalse(image.isLocked());
  }

  @Test
  void regionsNeedNoClassAndAreOutlined() {
    ImagePlus image = IJ.openImage(sample.toString());
    Path table = folder.resolve("blood-smear.csv");
    ok(
        run(
            ClassifyImage.class,
            "image",
            image,
            "classifier",
            classifier,
            "mode",
            "regions",
            "regions",
            ROIS,
            "out",
            folder));
    assertTrue(Files.exists(table));
    assertEquals(20, image.getOverlay().size());
  }

  @Test
  void foldersOfClassesAreLearntAndMeasured() throws IOException {
    Path classes = folder.resolve("classes");
    ImagePlus image = IJ.openImage(sample.toString());
    for (int i = 0; i < 8; i++) {
      image.setRoi(40 * i, 60 * (i % 2), 40, 40);
      Path file = classes.resolve(i % 2 == 0 ? "even" : "odd").resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image.crop().getBufferedImage(), "png", file.toFile());
    }
    Path byCommand = folder.resolve("command.fewshot");
    Path byShell = folder.resolve("shell.fewshot");
    ok(run(TrainClassifier.class, "examples", classes, "out", byCommand, "views", 1));
    shell("train", "--examples", classes, "--out", byShell, "--views", 1);
    assertArrayEquals(Files.readAllBytes(byShell), Files.readAllBytes(byCommand));
    Path json = folder.resolve("measured.json");
    ok(
        run(
            EvaluateClassifier.class,
            "data",
            classes,
            "shots",
            "1, 2",
            "queries",
            2,
            "episodes",
            5,
            "views",
            1,
            "out",
            json));
    Path expected = folder.resolve("expected.json");
    shell(
        "evaluate",
        "--data",
        classes,
        "--shots",
        "1,2",
        "--queries",
        2,
        "--episodes",
        5,
        "--views",
        1,
        "--json",
        expected,
        "--no-cache");
    assertEquals(withoutTime(expected), withoutTime(json));
    Path known = folder.resolve("known.json");
    ok(run(EvaluateClassifier.class, "data", classes, "classifier", byCommand, "out", known));
    assertTrue(Files.readString(known).contains("\"confusion\""));
    refused(
        run(EvaluateClassifier.class, "data", classes, "classifier", classifier),
        "'even' is no class of the classifier");
    refused(
        run(EvaluateClassifier.class, "data", classes, "shots", "many"),
        "The shots must be numbers");
    refused(run(EvaluateClassifier.class, "data", classes, "shots", "50"), "enough images");
  }

  private static String withoutTime(Path json) throws IOException {
    return Files.readString(json).replaceAll("\"seconds\": [^\\n]*", "");
  }

  @Test
  void whatIsWrongIsSaidInASentenceAndNothingIsWritten() throws IOException {
    Path out = folder.resolve("c.fewshot");
    Path absent = folder.resolve("absent.zip");
    refused(run(TrainClassifier.class, "examples", ROIS, "file", sample), "(out)");
    // What was given before counts no more.
    refused(run(TrainClassifier.class, "examples", ROIS, "out", out), "There is no image");
    refused(
        run(TrainClassifier.class, "examples", absent, "file", sample, "out", out),
        "There is no file");
    refused(
        run(
            TrainClassifier.class,
            "file",
            new File(""),
            "image",
            IJ.openImage(crop.toString()),
            "out",
            out),
        "The ROI Manager is empty");
    refused(
        run(TrainClassifier.class, "examples", ROIS, "file", sample, "out", out, "patch", 3),
        "from 8 to 4096 pixels, not 3");
    refused(
        run(TrainClassifier.class, "examples", ROIS, "file", sample, "out", out, "views", 0),
        "views");
    refused(
        run(TrainClassifier.class, "examples", ROIS, "file", sample, "out", out, "method", "magic"),
        "no method");
    refused(
        run(
            TrainClassifier.class,
            "examples",
            ROIS,
            "file",
            sample,
            "out",
            out,
            "device",
            "abacus"),
        "no device");
    refused(
        run(
            TrainClassifier.class,
            "examples",
            ROIS,
            "file",
            sample,
            "out",
            out,
            "backbone",
            "nothing"),
        "no backbone 'nothing'");
    Path oneClass = folder.resolve("a-1.roi");
    Roi roi = new Roi(10, 10, 30, 30);
    roi.setName("a#1");
    assertTrue(ij.io.RoiEncoder.save(roi, oneClass.toString()));
    refused(
        run(TrainClassifier.class, "examples", oneClass, "file", sample, "out", out),
        "of one class");
    assertFalse(Files.exists(out));
    Files.writeString(out, "mine");
    refused(
        run(TrainClassifier.class, "examples", ROIS, "file", sample, "out", out),
        "exists",
        "overwrite");
    assertEquals("mine", Files.readString(out));
    refused(run(ClassifyImage.class, "file", crop, "out", folder), "(classifier)");
    refused(run(ClassifyImage.class, "classifier", classifier, "out", folder), "no image");
    refused(run(ClassifyImage.class, "classifier", classifier, "file", crop), "(out)");
    refused(
        run(
            ClassifyImage.class,
            "classifier",
            classifier,
            "file",
            crop,
            "out",
            folder,
            "stride",
            1000),
        "from 1 to the patch size");
    refused(
        run(
            ClassifyImage.class,
            "classifier",
            classifier,
            "file",
            crop,
            "out",
            folder,
            "mode",
            "magic"),
        "The mode must be");
    refused(
        run(
            ClassifyFolder.class,
            "classifier",
            classifier,
            "input",
            folder,
            "out",
            folder,
            "mode",
            "regions"),
        "go together");
    refused(run(BackbonesAndDevice.class, "backbone", "nothing"), "choose one of embedded");
  }

  @Test
  void anImageInUseIsLeftAlone() {
    ImagePlus image = IJ.openImage(crop.toString());
    assertTrue(image.lock());
    refused(
        run(ClassifyImage.class, "classifier", classifier, "image", image),
        "Another command works");
    assertTrue(image.isLocked());
  }

  /** Cancels the first task that is under way. */
  public static final class Canceller {

    @EventHandler
    void onEvent(TaskEvent event) {
      if (!event.getTask().isCanceled() && event.getTask().getProgressValue() > 0) {
        event.getTask().cancel("enough");
      }
    }
  }

  @Test
  void theTaskOrEscapeCancelsAndLeavesNothing() throws IOException {
    Path out = folder.resolve("never.fewshot");
    EventService events = context.service(EventService.class);
    Canceller canceller = new Canceller();
    var subscribers = events.subscribe(canceller);
    FewShotCommand cancelled =
        run(TrainClassifier.class, "examples", ROIS, "file", sample, "out", out, "patch", PATCH);
    events.unsubscribe(subscribers);
    refused(cancelled, "Train Classifier", "was cancelled");
    assertFalse(Files.exists(out));
    EscapeKey escape = new EscapeKey();
    var others = events.subscribe(escape);
    cancelled =
        run(TrainClassifier.class, "examples", ROIS, "file", sample, "out", out, "patch", PATCH);
    events.unsubscribe(others);
    refused(cancelled, "was cancelled");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  /** Presses Escape when a task is under way. */
  public static final class EscapeKey {

    @EventHandler
    void onEvent(TaskEvent event) {
      if (event.getTask().getProgressValue() > 0) {
        IJ.setKeyDown(KeyEvent.VK_ESCAPE);
      }
    }
  }

  /** What Fiji's dialog would ask for; stands where its preprocessors do. */
  public static final class Asked extends AbstractPreprocessorPlugin {

    private static List<String> names;

    @Override
    public void process(Module module) {
      names = new ArrayList<>();
      for (ModuleItem<?> item : module.getInfo().inputs()) {
        if (!module.isInputResolved(item.getName())) {
          names.add(item.getName());
        }
      }
    }
  }

  /** Called by a macro. */
  public static String runInMacro(String out) {
    run(TrainClassifier.class, "out", Path.of(out));
    return "";
  }

  @Test
  void aLineOfAMacroIsCompleteWhateverItLeavesOut() {
    PluginInfo<PreprocessorPlugin> asked = new PluginInfo<>(Asked.class, PreprocessorPlugin.class);
    asked.setPriority(Priority.VERY_LOW);
    context.service(PluginService.class).addPlugin(asked);
    try {
      String hook = getClass().getName() + ".runInMacro";
      IJ.runMacro("call('%s', '%s')".formatted(hook, folder.resolve("c.fewshot")));
      assertEquals(List.of(), Asked.names);
    } finally {
      context.service(PluginService.class).removePlugin(asked);
    }
  }

  @Test
  void interactiveWorkTakesAnImage() {
    refused(run(ClassifyInteractively.class), "There is no image");
  }

  @Test
  void theBackbonesAreToldOf() {
    ok(run(BackbonesAndDevice.class, "device", "cpu"));
    assertNull(IJ.getInstance(), "with ImageJ's window open, the message would wait for a click");
    ok(run(About.class));
  }
}
