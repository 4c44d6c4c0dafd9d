package sc.fiji.fewshot.ui.window;

import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.util.Optional;
import javax.swing.Icon;

/**
 * A picture with a coloured frame.
 *
 * @param picture what to show; empty until it is there
 * @param colour of the frame
 */
public record Framed(Optional<Image> picture, Color colour) implements Icon {

  @Override
  public void paintIcon(Component c, Graphics g, int x, int y) {
    Graphics2D pen = (Graphics2D) g.create();
    int line = Math.max(2, Em.of(0.2));
    pen.setColor(colour);
    pen.fillRect(x, y, getIconWidth(), getIconHeight());
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    int side = getIconWidth() - 2 * line;
    picture.ifPresent(image -> pen.drawImage(image, x + line, y + line, side, side, null));
    pen.dispose();
  }

  @Override
  public int getIconWidth() {
    return Em.of(2.4);
  }

  @Override
  public int getIconHeight() {
    return Em.of(2.4);
  }
}
