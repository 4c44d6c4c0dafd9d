package sc.fiji.fewshot.macros;

import ij.ImageJ;
import ij.Menus;
import ij.gui.GenericDialog;
import ij.macro.Interpreter;
import java.awt.Window;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import org.scijava.command.CommandInfo;
import sc.fiji.fewshot.imagej.Dialogs;

/** ImageJ's menu with commands of SciJava's, whose macros a patient user looks at. */
final class SciJavaMenu {

  private static final long MILLISECONDS = 50;

  private SciJavaMenu() {}

  /**
   * Runs macros one after the other, and prints why they end, if they fail, and the title of each
   * dialog, which it closes.
   *
   * @param commands for the menu
   * @param macros the macros' texts
   */
  static void runMacros(List<CommandInfo> commands, String... macros) {
    new ImageJ(ImageJ.NO_SHOW);
    @SuppressWarnings("unchecked")
    Map<String, String> menu = Menus.getCommands();
    for (CommandInfo info : commands) {
      menu.put(info.getTitle(), info.getDelegateClassName());
    }
    TimerTask look =
        new TimerTask() {
          @Override
          public void run() {
            readDialogs();
          }
        };
    new Timer(true).schedule(look, MILLISECONDS, MILLISECONDS);
    for (String macro : macros) {
      Interpreter interpreter = new Interpreter();
      try {
        interpreter.run(macro);
      } catch (RuntimeException e) {
        // So ImageJ ends a macro.
        System.out.println(e.getMessage());
      }
      System.out.println("<" + interpreter.getErrorMessage() + ">");
    }
    System.exit(0);
  }

  private static void readDialogs() {
    for (Window window : Window.getWindows()) {
      if (window instanceof GenericDialog dialog && dialog.isShowing()) {
        System.out.println("dialog: " + dialog.getTitle());
        Dialogs.press(dialog, 0);
      }
    }
  }
}
