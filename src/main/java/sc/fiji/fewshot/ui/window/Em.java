package sc.fiji.fewshot.ui.window;

import java.awt.Font;
import java.awt.Insets;
import javax.swing.BorderFactory;
import javax.swing.UIManager;
import javax.swing.border.Border;

/** Lengths in units of the font, so that windows look the same on any screen. */
public final class Em {

  private static final int FALLBACK = 12;

  private Em() {}

  /**
   * @param times how many times the size of the font
   * @return that length in pixels
   */
  public static int of(double times) {
    Font font = UIManager.getFont("Label.font");
    return (int) Math.round(times * (font == null ? FALLBACK : font.getSize()));
  }

  /**
   * @param top in sizes of the font
   * @param left in sizes of the font
   * @param bottom in sizes of the font
   * @param right in sizes of the font
   * @return an empty border
   */
  public static Border gap(double top, double left, double bottom, double right) {
    return BorderFactory.createEmptyBorder(of(top), of(left), of(bottom), of(right));
  }

  static Insets insets(double top, double left, double bottom, double right) {
    return new Insets(of(top), of(left), of(bottom), of(right));
  }
}
