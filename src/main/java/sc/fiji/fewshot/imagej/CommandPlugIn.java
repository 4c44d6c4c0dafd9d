package sc.fiji.fewshot.imagej;

import ij.IJ;
import ij.Macro;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;
import java.awt.GraphicsEnvironment;
import java.util.Map;
import java.util.Optional;
import org.scijava.command.CommandInfo;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.command.FailedMacro;
import sc.fiji.fewshot.command.FewShotCommand;
import sc.fiji.fewshot.command.LastUsed;

/**
 * An entry of ImageJ's menu that runs a command: with the options of a macro, or else with a
 * dialog, which the macro recorder records.
 */
public final class CommandPlugIn implements PlugIn {

  /** Made by ImageJ. */
  public CommandPlugIn() {}

  /**
   * Runs a command; blocks until it is done.
   *
   * @param name of the command in the menu
   */
  @Override
  public void run(String name) {
    CommandInfo info =
        SciJava.get()
            .find(name)
            .orElseThrow(() -> new IllegalArgumentException("no command " + name));
    FewShotCommand command = SciJava.get().create(info);
    CommandInputs inputs = new CommandInputs(command);
    try {
      String options = Macro.getOptions();
      if (options != null) {
        inputs.set(MacroOptions.parse(options));
      } else if (inputs.needDialog()) {
        LastUsed.recall(command);
        Optional<Map<String, String>> given = new CommandDialog(name, inputs).show();
        if (given.isEmpty()) {
          return;
        }
        record(given.get());
        inputs.set(given.get());
        LastUsed.keep(command);
      }
    } catch (FewShotException e) {
      fail(e.getMessage());
      return;
    }
    inputs.useActiveImage();
    // Here, on the macro's own thread, ImageJ can end the macro at its line.
    command.setProblemListener(sentence -> {});
    command.run();
    if (command.isCanceled()) {
      fail(command.getCancelReason());
    }
  }

  private static void fail(String sentence) {
    if (GraphicsEnvironment.isHeadless()) {
      System.err.println(sentence);
    }
    FailedMacro.end(sentence);
  }

  private static void record(Map<String, String> given) {
    if (IJ.recording()) {
      // Browsing for files has left options of its own.
      Recorder.resetCommandOptions();
      given.forEach(
          (name, text) -> {
            if (!text.isEmpty()) {
              Recorder.recordOption(name, Recorder.fixPath(text));
            }
          });
    }
  }
}
