package sc.fiji.fewshot.ui.window.guidance;

import java.awt.Color;
import sc.fiji.fewshot.session.SessionState;

/** Colours of classes, and what can be read on them. */
final class Colours {

  private static final double MIDDLE = 0.5;

  private Colours() {}

  /** The colour that a class has now. */
  static Color of(SessionState state, String className) {
    int index = state.indexOf(className);
    return index < 0 ? Color.GRAY : new Color(state.classes().get(index).rgb());
  }

  /** So much of one colour on another. */
  static Color mix(Color on, Color ink, double share) {
    return new Color(
        mix(on.getRed(), ink.getRed(), share),
        mix(on.getGreen(), ink.getGreen(), share),
        mix(on.getBlue(), ink.getBlue(), share));
  }

  private static int mix(int on, int ink, double share) {
    return (int) Math.round(on + (ink - on) * share);
  }

  /** Black or white, whichever is read more easily. */
  static Color readableOn(Color background) {
    double luma =
        (0.299 * background.getRed() + 0.587 * background.getGreen() + 0.114 * background.getBlue())
            / 255;
    return luma > MIDDLE ? Color.BLACK : Color.WHITE;
  }
}
