package sc.fiji.fewshot.macros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.fewshot.headless.ChildJvm;

/**
 * The macros of the plugins folder without a screen, where ImageJ is changed as Fiji changes it;
 * all in one ImageJ.
 */
class HeadlessMacrosTest {

  @TempDir private static Path folder;

  private static Halves halves;
  private static final List<String> CALLS = new ArrayList<>();
  private static String printed;

  @BeforeAll
  static void runAll() throws Exception {
    halves = Halves.make(folder);
    // The menu works from the start, as in Fiji.
    call(
        write("menu.ijm", "run('Train Classifier...', getArgument());"),
        halves.trainOptions(folder.resolve("menu.fewshot")));
    call(ready("Train_from_ROI_Manager"), halves.trainOptions(folder.resolve("macro.fewshot")));
    call(
        ready("Measure_Class_Areas"),
        "classifier=[%s] file=[%s] stride=32 output=[%s]"
            .formatted(halves.classifier(), halves.image(), folder.resolve("areas.csv")));
    call(
        ready("Classify_Images_of_Folder"),
        "%s input=[%s] output=[%s]"
            .formatted(
                halves.classifyOptions(), halves.image().getParent(), folder.resolve("folder")));
    call(
        write(
            "open.ijm",
            "open('%s'); runMacro('%s', getArgument()); print(getTitle());"
                .formatted(halves.image(), ready("Classify_Open_Stack"))),
        halves.classifyOptions() + " labels=true output=[%s]".formatted(folder.resolve("stack")));
    for (String macro :
        List.of("Train_from_ROI_Manager", "Classify_Images_of_Folder", "Measure_Class_Areas")) {
      call(ready(macro), "");
    }
    call(ready("Train_from_ROI_Manager"), "views=1");
    call(ready("Classify_Images_of_Folder"), "classifier=c.fewshot output=here");
    call(
        ready("Measure_Class_Areas"),
        "classifier=c.fewshot file=[%s] output=%s".formatted(halves.image(), halves.rois()));
    call(
        write(
            "window.ijm",
            "open('%s'); run('Classify Interactively...'); print('not reached');"
                .formatted(halves.image())),
        "");
    ChildJvm child = PatchedImageJ.run(folder, CALLS);
    printed = child.printed();
    assertEquals(0, child.exitCode(), printed);
  }

  private static void call(String macro, String argument) {
    CALLS.add(macro);
    CALLS.add(argument);
  }

  private static String ready(String name) {
    return Path.of("plugins/Few-Shot", name + ".ijm").toAbsolutePath().toString();
  }

  private static String write(String name, String macro) throws IOException {
    return Files.writeString(folder.resolve(name), macro).toString();
  }

  @Test
  void theyGiveTheResultsOfTheCommandLine() throws IOException {
    Halves.assertSameBytes(halves.classifier(), folder.resolve("menu.fewshot"));
    Halves.assertSameBytes(halves.classifier(), folder.resolve("macro.fewshot"));
    assertTrue(printed.contains("<" + folder.resolve("macro.fewshot") + ">"), printed);
    halves.assertResults(folder.resolve("folder"));
    halves.assertResults(folder.resolve("stack"));
    assertTrue(printed.contains("halves-labels"), printed);
    MeasuredAreas.check(halves, folder.resolve("areas.csv"));
  }

  @Test
  void theyTellMistakesInASentence() {
    assertSaid("Without a screen give the macro its options: output=FILE");
    assertSaid("Without a screen give the macro its options: classifier=FILE input=FOLDER");
    assertSaid("Without a screen give the macro its options: classifier=FILE output=FILE");
    assertSaid("Give the classifier file to write: output=FILE.");
    assertSaid("Give the folder of images to classify: input=PATH.");
    assertSaid(halves.rois() + " exists; choose another name (output)");
    assertSaid("screen");
    assertFalse(printed.contains("not reached"), printed);
    assertFalse(printed.contains("\tat ") || printed.contains("Macro Error"), printed);
  }

  private static void assertSaid(String words) {
    assertTrue(printed.contains(words), printed);
  }
}
