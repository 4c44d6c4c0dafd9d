package sc.fiji.fewshot.command;

import java.io.File;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

/**
 * What the user chose in the dialogs of this session, so that a dialog opens as it was left, and
 * with the classifier that was trained last. Macros and scripts do not see it: their lines mean the
 * same whenever they run.
 */
public final class LastUsed {

  private static final Map<String, Object> VALUES = new ConcurrentHashMap<>();

  private LastUsed() {}

  /**
   * Fills in what nobody has given yet.
   *
   * @param command before its dialog is shown
   */
  public static void recall(Module command) {
    for (ModuleItem<?> input : command.getInfo().inputs()) {
      Object value = VALUES.get(key(command.getClass(), input.getName()));
      if (value != null && !command.isInputResolved(input.getName())) {
        command.setInput(input.getName(), value);
      }
    }
  }

  /**
   * Keeps what was chosen, but for the licence to replace and to download.
   *
   * @param command after its dialog was shown
   */
  public static void keep(Module command) {
    for (ModuleItem<?> input : command.getInfo().inputs()) {
      String name = input.getName();
      Object value = command.getInput(name);
      if (value != null
          && isChosen(input.getType())
          && !name.equals("overwrite")
          && !name.equals("download")) {
        keep(command.getClass(), name, value);
      }
    }
  }

  /** Images and services come from elsewhere. */
  private static boolean isChosen(Class<?> type) {
    return type.isPrimitive() || type == String.class || type == File.class;
  }

  /** Keeps a value for a parameter of a command. */
  static void keep(Class<?> command, String name, Object value) {
    VALUES.put(key(command, name), value);
  }

  private static String key(Class<?> command, String name) {
    return command.getName() + " " + name;
  }
}
