package sc.fiji.fewshot.command;

import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import java.io.File;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import sc.fiji.fewshot.FewShotException;

/** Values of parameters as macros write them. */
public final class ParameterText {

  private ParameterText() {}

  /**
   * @param item a parameter of a command
   * @param text its value; spaces around it do not count
   * @return the value; null for a file without a name
   * @throws FewShotException if the text does not fit
   */
  public static Object value(ModuleItem<?> item, String text) {
    String word = text.strip();
    Class<?> type = item.getType();
    if (type == String.class) {
      return word;
    }
    if (type == File.class) {
      return word.isEmpty() ? null : new File(word);
    }
    if (type == ImagePlus.class) {
      return image(word);
    }
    try {
      if (type == int.class) {
        return Integer.valueOf(word);
      }
      if (type == long.class) {
        return Long.valueOf(word);
      }
    } catch (NumberFormatException e) {
      throw new FewShotException(
          "'%s' must be a whole number, not '%s'.".formatted(item.getName(), word));
    }
    if (type == boolean.class && word.matches("true|false")) {
      return Boolean.valueOf(word);
    }
    throw new FewShotException(
        "'%s' must be true or false, not '%s'.".formatted(item.getName(), word));
  }

  /**
   * Checks what Fiji has filled in, which passes over what it cannot convert.
   *
   * @param options of the macro's line that runs the command
   * @param command the command
   * @throws FewShotException if a value does not fit its parameter
   */
  static void check(String options, Module command) {
    for (ModuleItem<?> item : command.getInfo().inputs()) {
      String text = Macro.getValue(options, item.getName(), null);
      if (text != null) {
        value(item, text);
      }
    }
  }

  private static ImagePlus image(String title) {
    ImagePlus image = WindowManager.getImage(title);
    if (image == null) {
      throw new FewShotException("There is no open image '" + title + "'.");
    }
    return image;
  }
}
