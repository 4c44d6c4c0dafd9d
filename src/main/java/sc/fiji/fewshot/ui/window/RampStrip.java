package sc.fiji.fewshot.ui.window;

import java.awt.Color;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.Graphics;
import javax.swing.Icon;
import javax.swing.JLabel;
import javax.swing.JPanel;

/** The colours of {@link Ramp} side by side. */
public final class RampStrip implements Icon {

  /** The colours between the numbers that they stand for. */
  static JPanel legend() {
    JPanel legend = new JPanel(new FlowLayout(FlowLayout.CENTER, Em.of(0.4), 0));
    legend.add(new JLabel("0"));
    legend.add(new JLabel(new RampStrip()));
    legend.add(new JLabel("1"));
    return legend;
  }

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
