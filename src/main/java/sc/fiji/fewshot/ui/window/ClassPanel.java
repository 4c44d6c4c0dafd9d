package sc.fiji.fewshot.ui.window;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;
import javax.swing.JPanel;
import javax.swing.JScrollPane;

/** The classes, and the buttons to work with them. */
final class ClassPanel {

  private static final int ROWS = 5;

  private final JPanel panel = new JPanel(new BorderLayout(0, Em.of(0.3)));

  ClassPanel(ClassTable table, ClassActions actions) {
    JScrollPane scroll = new JScrollPane(table.component());
    int height = (ROWS + 1) * table.component().getRowHeight() + Em.of(0.5);
    scroll.setPreferredSize(new Dimension(Em.of(24), height));
    scroll.setMinimumSize(new Dimension(Em.of(18), height / 2));
    panel.add(scroll, BorderLayout.CENTER);
    JPanel small = new JPanel(new FlowLayout(FlowLayout.TRAILING, Em.of(0.15), 0));
    actions.ofClasses().forEach(action -> small.add(Buttons.icon(action)));
    JPanel row = new JPanel(new BorderLayout(Em.of(0.5), 0));
    row.add(Buttons.text(actions.addSelection), BorderLayout.LINE_START);
    row.add(small, BorderLayout.LINE_END);
    panel.add(row, BorderLayout.PAGE_END);
  }

  JPanel component() {
    return panel;
  }
}
