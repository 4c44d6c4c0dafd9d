package sc.fiji.fewshot.ui.window.guidance;

import java.awt.Point;
import java.awt.event.HierarchyEvent;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.ScrollPaneConstants;
import javax.swing.SwingUtilities;
import sc.fiji.fewshot.ui.window.Em;

/** The tab's panels, one above the other, to be scrolled through. */
final class GuidanceTab {

  private final Column content = new Column(0.6);
  private final JScrollPane scroll = new JScrollPane(content);

  /**
   * @param shown called when the tab is opened
   */
  GuidanceTab(Runnable shown) {
    content.setBorder(Em.gap(0.5, 0.5, 0.5, 0.5));
    scroll.setName("guidance");
    scroll.setBorder(Em.gap(0, 0, 0, 0));
    scroll.setHorizontalScrollBarPolicy(ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    scroll.addHierarchyListener(
        e -> {
          if ((e.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) != 0 && isShowing()) {
            shown.run();
          }
        });
  }

  void section(String heading, JComponent panel) {
    content.section(heading, panel);
  }

  JComponent component() {
    return scroll;
  }

  boolean isShowing() {
    return scroll.isShowing();
  }

  /** Draws pictures that have come. */
  void repaint() {
    content.repaint();
  }

  /** Opens the tab at its beginning. */
  void raise() {
    if (SwingUtilities.getAncestorOfClass(JTabbedPane.class, scroll) instanceof JTabbedPane tabs) {
      tabs.setSelectedComponent(scroll);
      scroll.getViewport().setViewPosition(new Point());
    }
  }
}
