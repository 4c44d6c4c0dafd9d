package sc.fiji.fewshot.ui.window.guidance;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.util.Arrays;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;
import sc.fiji.fewshot.ui.window.Em;
import sc.fiji.fewshot.ui.window.Glyph;

/** How probable each class is, as bars in the colours of the classes. */
final class ProbabilityBars {

  private final JPanel panel = new JPanel(new GridBagLayout());

  ProbabilityBars() {
    panel.setName("guidance.probabilities");
  }

  JComponent component() {
    return panel;
  }

  void show(SessionState state, List<LabelClass> classes, double[] probabilities) {
    panel.removeAll();
    double most = Arrays.stream(probabilities).max().orElse(0);
    for (int c = 0; c < probabilities.length; c++) {
      String name = classes.get(c).name();
      Color colour = Colours.of(state, name);
      JLabel label = new JLabel(name, Glyph.swatch(colour, 1), JLabel.LEADING);
      label.setMinimumSize(new Dimension(0, label.getPreferredSize().height));
      label.setPreferredSize(
          new Dimension(
              Math.min(Em.of(9), label.getPreferredSize().width), label.getPreferredSize().height));
      String percent = Messages.text("guidance.percent", probabilities[c]);
      label.setToolTipText(name + ": " + percent);
      JLabel value = new JLabel(percent);
      if (probabilities[c] == most) {
        value.setFont(value.getFont().deriveFont(java.awt.Font.BOLD));
      }
      add(label, 0, c, 0);
      add(new Bar(colour, probabilities[c], name + ": " + percent), 1, c, 1);
      add(value, 2, c, 0);
    }
  }

  private void add(JComponent component, int column, int row, double weight) {
    GridBagConstraints place = new GridBagConstraints();
    place.gridx = column;
    place.gridy = row;
    place.weightx = weight;
    place.fill = GridBagConstraints.HORIZONTAL;
    place.anchor = GridBagConstraints.LINE_START;
    place.insets = Em.insets(0.1, column == 0 ? 0 : 0.5, 0.1, 0);
    panel.add(component, place);
  }

  private static final class Bar extends JComponent {

    private static final long serialVersionUID = 1L;

    private final Color colour;
    private final double share;

    Bar(Color colour, double share, String tip) {
      this.colour = colour;
      this.share = share;
      setPreferredSize(new Dimension(Em.of(6), Em.of(0.9)));
      setMinimumSize(new Dimension(Em.of(2), Em.of(0.9)));
      setToolTipText(tip);
    }

    @Override
    protected void paintComponent(Graphics g) {
      g.setColor(new Color(0x30808080, true));
      g.fillRect(0, 0, getWidth(), getHeight());
      g.setColor(colour);
      g.fillRect(0, 0, (int) Math.round(getWidth() * share), getHeight());
      g.setColor(new Color(0x80808080, true));
      g.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
    }
  }
}
