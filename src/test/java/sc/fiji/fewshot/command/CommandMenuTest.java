package sc.fiji.fewshot.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.fewshot.command.CommandScene.ok;
import static sc.fiji.fewshot.command.CommandScene.refused;

import ij.IJ;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Priority;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/** What all commands have in common: their places in the menu, and what macros demand of them. */
@ExtendWith(SharedScene.class)
public class CommandMenuTest {

  private static CommandScene running;

  @TempDir private Path folder;

  private final CommandScene scene;

  CommandMenuTest(CommandScene scene) {
    this.scene = scene;
    running = scene;
  }

  @Test
  void allAreInTheMenuAndTakeParametersThatMacrosCanGive() {
    List<String> labels = new ArrayList<>();
    for (CommandInfo info : scene.context.service(CommandService.class).getCommands()) {
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
    running.run(TrainClassifier.class, "output", Path.of(out));
    return "";
  }

  @Test
  void aLineOfAMacroIsCompleteWhateverItLeavesOut() {
    PluginInfo<PreprocessorPlugin> asked = new PluginInfo<>(Asked.class, PreprocessorPlugin.class);
    asked.setPriority(Priority.VERY_LOW);
    scene.context.service(PluginService.class).addPlugin(asked);
    try {
      String hook = getClass().getName() + ".runInMacro";
      IJ.runMacro("call('%s', '%s')".formatted(hook, folder.resolve("c.fewshot")));
      assertEquals(List.of(), Asked.names);
    } finally {
      scene.context.service(PluginService.class).removePlugin(asked);
    }
  }

  @Test
  void interactiveWorkTakesAnImage() {
    refused(scene.run(ClassifyInteractively.class), "There is no image");
  }

  @Test
  void theBackbonesAreToldOf() {
    ok(scene.run(BackbonesAndDevice.class, "device", "cpu"));
    assertNull(IJ.getInstance(), "with ImageJ's window open, the message would wait for a click");
    ok(scene.run(About.class));
  }
}
