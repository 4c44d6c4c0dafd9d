package sc.fiji.fewshot.ui.window;

import java.util.Locale;
import sc.fiji.fewshot.ui.Messages;

/** What the colours over the image say. */
public enum OverlayMode {
  /** Each patch in the colour of its class. */
  CLASSES,
  /** How probable one class is. */
  PROBABILITY,
  /** How close the runner-up comes. */
  UNCERTAINTY;

  @Override
  public String toString() {
    return Messages.text("view.mode." + name().toLowerCase(Locale.ROOT));
  }
}
