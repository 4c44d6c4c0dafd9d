package sc.fiji.fewshot.imagej;

import ij.IJ;
import ij.Menus;
import java.awt.HeadlessException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scijava.command.CommandInfo;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.command.FewShotCommand;

/**
 * Lets macros run the commands where ImageJ has no screen, and its own {@code run} therefore knows
 * no commands: either each as {@code problem = call("sc.fiji.fewshot.imagej.Commands.run", "Train
 * Classifier...", options)}, or all, after {@code call("sc.fiji.fewshot.imagej.Commands.install")},
 * as {@code run("Train Classifier...", options)}.
 */
public final class Commands {

  private Commands() {}

  /**
   * Lets {@code run} find the commands without a screen; there {@code open} works from then on,
   * too.
   *
   * @return nothing
   */
  public static String install() {
    if (Menus.getCommands() == null) {
      try {
        // The first run of anything makes the menu bar ...
        IJ.run("");
      } catch (HeadlessException | StringIndexOutOfBoundsException e) {
        // ... which takes a screen, or else finds no command of no name; but by now there is the
        // table of its commands.
      }
    }
    @SuppressWarnings("unchecked")
    Map<String, String> commands = Menus.getCommands();
    for (CommandInfo info : SciJava.get().commands()) {
      String name = SciJava.menuName(info);
      commands.put(name, CommandPlugIn.class.getName() + "(\"" + name + "\")");
    }
    return "";
  }

  /**
   * Runs a command; blocks until it is done.
   *
   * @param name in the menu
   * @param options as for {@code run}
   * @return what went wrong, in one sentence; empty if all was done
   */
  public static String run(String name, String options) {
    Optional<CommandInfo> info = SciJava.get().find(name);
    if (info.isEmpty()) {
      return "There is no command '%s'; use one of %s."
          .formatted(
              name,
              SciJava.get().commands().stream()
                  .map(SciJava::menuName)
                  .collect(Collectors.joining(", ")));
    }
    FewShotCommand command = SciJava.get().create(info.get());
    CommandInputs inputs = new CommandInputs(command);
    try {
      inputs.set(MacroOptions.parse(options));
    } catch (FewShotException e) {
      return e.getMessage();
    }
    inputs.useActiveImage();
    command.setProblemListener(sentence -> {});
    command.run();
    return command.isCanceled() ? command.getCancelReason() : "";
  }
}
