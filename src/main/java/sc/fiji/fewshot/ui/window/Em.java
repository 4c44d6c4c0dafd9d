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
   * @param times how many
   * @return so many times the size of the font, pixels
   */
  public static int of(double times) {
    Font font = UIManager.getFont("Label.font");
    return (int) Math.round(times * (font == null ? FALLBACK : font.getSize()));
  }

  /**
   * @param top in sizes of the font, as the others are
   * @param left space there
   * @param bottom space there
   * @param right space there
   * @return empty space around something
   */
  public static Border gap(double top, double left, double bottom, double right) {
    return BorderFactory.createEmptyBorder(of(top), of(left), of(bottom), of(right));
  }

  /**
   * @param top in sizes of the font, as the others are
   * @param left space there
   * @param bottom space there
   * @param right space there
   * @return the same for a button or a layout
   */
  public static Insets insets(double top, double left, double bottom, double right) {
    return new Insets(of(top), of(left), of(bottom), of(right));
  }
}
