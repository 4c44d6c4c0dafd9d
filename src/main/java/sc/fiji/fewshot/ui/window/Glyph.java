package sc.fiji.fewshot.ui.window;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import javax.swing.Icon;

/** Icons drawn in the text's own colour and size, on a field of 16 x 16 units. */
public enum Glyph implements Icon {
  /** A plus. */
  ADD("M3 8 L13 8 M8 3 L8 13"),
  /** A pencil. */
  RENAME("M3 13 L3.8 10 L10.8 3 L13 5.2 L6 12.2 Z M9.4 4.4 L11.6 6.6"),
  /** A palette. */
  COLOUR("O8 8 5.5 O6 6 .8 O10 6 .8 O6 10 .8"),
  /** A bin. */
  DELETE("M3 4.5 L13 4.5 M6 4.5 L6.4 2.8 L9.6 2.8 L10 4.5 M4.3 4.5 L5 13.4 L11 13.4 L11.7 4.5"),
  /** An arrow. */
  UP("M8 13 L8 3.5 M4 7.5 L8 3.5 L12 7.5"),
  /** An arrow. */
  DOWN("M8 3 L8 12.5 M4 8.5 L8 12.5 L12 8.5"),
  /** A dashed box with a plus. */
  ADD_SELECTION(
      "M3 5 L3 3 L5 3 M7 3 L9 3 M11 3 L13 3 L13 5 M13 7 L13 8 M3 7 L3 9 M3 11 L3 13 L5 13"
          + " M7 13 L8 13 M9 11.5 L14 11.5 M11.5 9 L11.5 14"),
  /** An arrow that bends back. */
  UNDO("M6 3 L3 6 L6 9 M3 6 L10 6 Q13 6 13 9.2 Q13 12.5 10 12.5 L6 12.5"),
  /** An arrow that bends on. */
  REDO("M10 3 L13 6 L10 9 M13 6 L6 6 Q3 6 3 9.2 Q3 12.5 6 12.5 L10 12.5");

  private static final double FIELD = 16;
  private final Shape shape;

  Glyph(String path) {
    shape = parse(path);
  }

  private static Shape parse(String text) {
    Path2D path = new Path2D.Double();
    String[] words = text.replaceAll("([A-Z])", "$1 ").strip().split("\\s+");
    int i = 0;
    while (i < words.length) {
      String word = words[i++];
      switch (word) {
        case "M" -> path.moveTo(number(words[i++]), number(words[i++]));
        case "L" -> path.lineTo(number(words[i++]), number(words[i++]));
        case "Q" ->
            path.quadTo(
                number(words[i++]), number(words[i++]), number(words[i++]), number(words[i++]));
        case "O" -> {
          double x = number(words[i++]);
          double y = number(words[i++]);
          double r = number(words[i++]);
          path.append(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r), false);
        }
        case "Z" -> path.closePath();
        default -> throw new IllegalArgumentException(word.toLowerCase(Locale.ROOT));
      }
    }
    return path;
  }

  private static double number(String word) {
    return Double.parseDouble(word);
  }

  @Override
  public void paintIcon(Component c, Graphics g, int x, int y) {
    Graphics2D pen = (Graphics2D) g.create();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    Color ink = c.getForeground();
    pen.setColor(
        c.isEnabled() ? ink : new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), 0x60));
    pen.translate(x, y);
    pen.transform(
        AffineTransform.getScaleInstance(getIconWidth() / FIELD, getIconHeight() / FIELD));
    pen.setStroke(new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.draw(shape);
    pen.dispose();
  }

  @Override
  public int getIconWidth() {
    return Em.of(1.35);
  }

  @Override
  public int getIconHeight() {
    return Em.of(1.35);
  }

  /**
   * @param colour what to fill it with
   * @param em its side, in sizes of the font
   * @return a square of one colour
   */
  public static Icon swatch(Color colour, double em) {
    return new Icon() {
      @Override
      public void paintIcon(Component c, Graphics g, int x, int y) {
        Graphics2D pen = (Graphics2D) g;
        pen.setColor(colour);
        pen.fill(new Rectangle2D.Double(x, y, getIconWidth(), getIconHeight()));
        pen.setColor(new Color(0x80808080, true));
        pen.drawRect(x, y, getIconWidth() - 1, getIconHeight() - 1);
      }

      @Override
      public int getIconWidth() {
        return Em.of(em);
      }

      @Override
      public int getIconHeight() {
        return Em.of(em);
      }
    };
  }
}
