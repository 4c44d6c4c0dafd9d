package sc.fiji.fewshot.ui.window;

import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import javax.swing.Box;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import sc.fiji.fewshot.ui.Messages;

/** Rows of a label and what it labels, one above the other. */
final class Form {

  private final JPanel panel = new JPanel(new GridBagLayout());
  private int row;

  /**
   * @param key of the label's text and, with {@code .tip}, of the tooltip
   */
  JLabel row(String key, JComponent field) {
    Caption caption = Caption.of(key + ".name");
    JLabel label = new JLabel(caption.text());
    if (caption.index() >= 0) {
      label.setDisplayedMnemonic(caption.mnemonic());
      label.setDisplayedMnemonicIndex(caption.index());
    }
    label.setLabelFor(field);
    describe(field, key, caption.text());
    label.setToolTipText(field.getToolTipText());
    GridBagConstraints left = constraints(0);
    left.anchor = GridBagConstraints.LINE_START;
    panel.add(label, left);
    GridBagConstraints right = constraints(1);
    right.weightx = 1;
    right.fill = GridBagConstraints.HORIZONTAL;
    panel.add(field, right);
    row++;
    return label;
  }

  /** Adds something that needs no label, as wide as the form. */
  void wide(JComponent component) {
    GridBagConstraints all = constraints(0);
    all.gridwidth = 2;
    all.weightx = 1;
    all.fill = GridBagConstraints.HORIZONTAL;
    panel.add(component, all);
    row++;
  }

  private GridBagConstraints constraints(int column) {
    GridBagConstraints c = new GridBagConstraints();
    c.gridx = column;
    c.gridy = row;
    c.insets = Em.insets(0.15, column == 0 ? 0 : 0.6, 0.15, 0);
    return c;
  }

  /** Keeps the rows together at the top. */
  JPanel atTop() {
    GridBagConstraints rest = constraints(0);
    rest.weighty = 1;
    panel.add(Box.createGlue(), rest);
    return panel;
  }

  JPanel panel() {
    return panel;
  }

  /** Gives a control its tooltip and its name for screen readers. */
  static void describe(JComponent field, String key, String name) {
    field.setName(key);
    field.setToolTipText(Messages.text(key + ".tip"));
    field.getAccessibleContext().setAccessibleName(name);
  }
}
