package sc.fiji.fewshot.imagej;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.scijava.Context;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.command.ParameterText;

/** The parameters of a command as a user sees them: names and text. */
final class CommandInputs {

  private final Module command;

  /**
   * @param command whose parameters are to be given
   */
  CommandInputs(Module command) {
    this.command = command;
  }

  /**
   * @return those that a user gives, in their order
   */
  List<ModuleItem<?>> items() {
    return StreamSupport.stream(command.getInfo().inputs().spliterator(), false)
        .filter(item -> !Service.class.isAssignableFrom(item.getType()))
        .filter(item -> !Context.class.isAssignableFrom(item.getType()))
        .collect(Collectors.toList());
  }

  /**
   * @return whether there is more to be given than the active image
   */
  boolean needDialog() {
    return items().stream().anyMatch(item -> item.getType() != ImagePlus.class);
  }

  /**
   * @param item one of {@link #items}
   * @return its value as text; empty if it has none
   */
  String text(ModuleItem<?> item) {
    Object value = command.getInput(item.getName());
    return value == null ? "" : value.toString();
  }

  /**
   * @param texts by the names of the parameters; those that are left out stay as they are
   * @throws FewShotException if there is no such parameter, or the text does not fit it
   */
  void set(Map<String, String> texts) {
    texts.forEach(
        (name, text) -> {
          ModuleItem<?> item =
              items().stream()
                  .filter(i -> i.getName().equals(name))
                  .findFirst()
                  .orElseThrow(() -> unknown(name));
          command.setInput(name, ParameterText.value(item, text));
          command.resolveInput(name);
        });
  }

  /** Takes the active image where none was given. */
  void useActiveImage() {
    for (ModuleItem<?> item : items()) {
      if (item.getType() == ImagePlus.class && command.getInput(item.getName()) == null) {
        command.setInput(item.getName(), WindowManager.getCurrentImage());
      }
    }
  }

  private FewShotException unknown(String name) {
    return new FewShotException(
        "There is no option '%s'; use %s."
            .formatted(
                name, items().stream().map(ModuleItem::getName).collect(Collectors.joining(", "))));
  }
}
