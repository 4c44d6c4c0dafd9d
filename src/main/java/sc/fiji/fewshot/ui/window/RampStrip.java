package sc.fiji.fewshot.ui.window;

import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import javax.swing.Icon;

/** The colours of {@link Ramp} side by side, as a legend. */
public final class RampStrip implements Icon {

  @Override
  public void paintIcon(Component c, Graphics g, int x, int y) {
    for (int i = 0; i < getIconWidth(); i++) {
      g.setColor(new Color(Ramp.rgb((double) i / (getIconWidth() - 1))));
      g.fillRect(x + i, y, 1, getIconHeight());
    }
  }

  @Override
  public int getIconWidth() {
    return Em.of(8);
  }

  @Override
  public int getIconHeight() {
    return Em.of(0.9);
  }
}
