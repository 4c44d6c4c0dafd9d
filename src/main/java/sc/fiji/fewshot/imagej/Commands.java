package sc.fiji.fewshot.imagej;

import java.util.Optional;
import java.util.stream.Collectors;
import org.scijava.command.CommandInfo;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.command.FewShotCommand;

/**
 * Lets macros run the commands where ImageJ has no screen and its {@code run} therefore fails:
 * {@code problem = call("sc.fiji.fewshot.imagej.Commands.run", "Train Classifier...", options)}.
 */
public final class Commands {

  private Commands() {}

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
