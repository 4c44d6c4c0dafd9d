package sc.fiji.fewshot.imagej;

import ij.gui.GenericDialog;
import java.awt.Button;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.util.Arrays;
import java.util.function.Supplier;

/** ImageJ's dialogs on the screen, as a user handles them. */
public final class Dialogs {

  private Dialogs() {}

  /** Waits for a dialog. */
  public static GenericDialog await(String title) throws InterruptedException {
    return await(
        () ->
            Arrays.stream(Window.getWindows())
                .filter(w -> w instanceof GenericDialog dialog && title.equals(dialog.getTitle()))
                .filter(Window::isShowing)
                .map(GenericDialog.class::cast)
                .findFirst()
                .orElse(null));
  }

  /** Waits until something is there. */
  public static <T> T await(Supplier<T> what) throws InterruptedException {
    for (int i = 0; i < 1200; i++) {
      T found = what.get();
      if (found != null) {
        return found;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("nothing came");
  }

  /** Types into the first fields. */
  public static void fill(GenericDialog dialog, String... texts) {
    for (int i = 0; i < texts.length; i++) {
      ((TextField) dialog.getStringFields().get(i)).setText(texts[i]);
    }
  }

  /** Presses a button: 0 for OK, 1 for Cancel. */
  public static void press(GenericDialog dialog, int button) {
    Button pressed = dialog.getButtons()[button];
    dialog.actionPerformed(
        new ActionEvent(pressed, ActionEvent.ACTION_PERFORMED, pressed.getLabel()));
  }
}
