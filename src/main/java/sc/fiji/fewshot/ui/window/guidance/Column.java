package sc.fiji.fewshot.ui.window.guidance;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Rectangle;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSeparator;
import javax.swing.Scrollable;
import javax.swing.SwingConstants;
import javax.swing.UIManager;
import sc.fiji.fewshot.ui.window.Em;

/** Components one above the other, never wider than what they are seen through. */
final class Column extends JPanel implements Scrollable {

  private static final long serialVersionUID = 1L;
  private static final double USUAL_WIDTH = 22;

  /**
   * @param gap from one to the next, in sizes of the font
   */
  Column(double gap) {
    super(new ColumnLayout(Em.of(gap), Em.of(USUAL_WIDTH)));
  }

  /** Adds components, the topmost first. */
  Column with(Component... components) {
    for (Component component : components) {
      add(component);
    }
    return this;
  }

  /** Components side by side, as small as they are. */
  static JComponent row(Component... components) {
    JPanel row = new JPanel();
    row.setLayout(new BoxLayout(row, BoxLayout.LINE_AXIS));
    for (Component component : components) {
      if (row.getComponentCount() > 0) {
        row.add(Box.createHorizontalStrut(Em.of(0.5)));
      }
      row.add(component);
    }
    row.add(Box.createHorizontalGlue());
    return row;
  }

  /** Adds what belongs together under a heading. */
  void section(String heading, Component content) {
    if (getComponentCount() > 0) {
      add(new JSeparator());
    }
    JLabel label = new JLabel(heading);
    label.setFont(UIManager.getFont("Label.font").deriveFont(Font.BOLD));
    add(label);
    add(content);
  }

  @Override
  public void setBounds(int x, int y, int width, int height) {
    boolean other = width != getWidth();
    super.setBounds(x, y, width, height);
    if (other) {
      // Texts wrap elsewhere now, so that the height changes too.
      revalidate();
    }
  }

  @Override
  public Dimension getPreferredScrollableViewportSize() {
    return new Dimension(getPreferredSize().width, Em.of(10));
  }

  @Override
  public int getScrollableUnitIncrement(Rectangle visible, int orientation, int direction) {
    return Em.of(1.5);
  }

  @Override
  public int getScrollableBlockIncrement(Rectangle visible, int orientation, int direction) {
    return orientation == SwingConstants.VERTICAL ? visible.height : visible.width;
  }

  @Override
  public boolean getScrollableTracksViewportWidth() {
    return true;
  }

  @Override
  public boolean getScrollableTracksViewportHeight() {
    return false;
  }
}
