package sc.fiji.fewshot.ui.window.results;

import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.util.List;
import javax.swing.Action;
import javax.swing.Box;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.SwingConstants;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Buttons;
import sc.fiji.fewshot.ui.window.Em;

/** A button for each result, two beside each other, under a word for what they are made of. */
final class ResultsPanel {

  private static final int COLUMNS = 2;

  private final JPanel panel = new JPanel(new GridBagLayout());
  private int row;

  ResultsPanel(List<Action> ofStack, List<Action> ofManager, List<Action> ofObjects) {
    panel.setBorder(Em.gap(0.4, 0.6, 0.4, 0.6));
    add("results.group.stack", ofStack);
    add("results.group.manager", ofManager);
    add("results.group.objects", ofObjects);
    GridBagConstraints rest = constraints(0, COLUMNS);
    rest.weighty = 1;
    panel.add(Box.createGlue(), rest);
  }

  JComponent component() {
    JScrollPane scroll = new JScrollPane(panel);
    scroll.setBorder(null);
    scroll.getVerticalScrollBar().setUnitIncrement(Em.of(1));
    return scroll;
  }

  private void add(String title, List<Action> actions) {
    GridBagConstraints head = constraints(0, COLUMNS);
    head.insets.top = Em.of(0.4);
    panel.add(new JLabel(Messages.text(title)), head);
    row++;
    for (int i = 0; i < actions.size(); i++) {
      JButton button = Buttons.text(actions.get(i));
      button.setHorizontalAlignment(SwingConstants.LEADING);
      // The menu has the letters; those here would be taken by other controls, too.
      button.setMnemonic(0);
      panel.add(button, constraints(i % COLUMNS, 1));
      if (i % COLUMNS == COLUMNS - 1 || i == actions.size() - 1) {
        row++;
      }
    }
  }

  private GridBagConstraints constraints(int column, int width) {
    GridBagConstraints c = new GridBagConstraints();
    c.gridx = column;
    c.gridy = row;
    c.gridwidth = width;
    c.weightx = 1;
    c.fill = GridBagConstraints.HORIZONTAL;
    c.anchor = GridBagConstraints.PAGE_START;
    c.insets = new java.awt.Insets(Em.of(0.1), Em.of(0.1), Em.of(0.1), Em.of(0.1));
    return c;
  }
}
