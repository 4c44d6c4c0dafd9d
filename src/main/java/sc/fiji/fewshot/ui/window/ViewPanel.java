package sc.fiji.fewshot.ui.window;

import java.util.List;
import javax.swing.DefaultComboBoxModel;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;
import sc.fiji.fewshot.annotate.LabelClass;
import sc.fiji.fewshot.ui.Messages;

/** How predictions are shown over the image. */
final class ViewPanel {

  private static final int PERCENT = 100;

  private final SessionModel model;
  private final OverlayViewModel view;
  private final JComboBox<OverlayMode> mode = new JComboBox<>(OverlayMode.values());
  private final JComboBox<String> watched = new JComboBox<>();
  private final JSlider opacity = new JSlider(0, PERCENT);
  private final JSlider threshold = new JSlider(0, PERCENT);
  private final JLabel watchedLabel;
  private final JLabel opacityLabel;
  private final JLabel thresholdLabel;
  private final JPanel legend = RampStrip.legend();
  private final JPanel panel;
  private List<String> names = List.of();
  private boolean following;

  ViewPanel(SessionModel model, OverlayViewModel view) {
    this.model = model;
    this.view = view;
    Form form = new Form();
    form.row("view.mode", mode);
    watchedLabel = form.row("view.class", watched);
    opacityLabel = form.row("view.opacity", opacity);
    thresholdLabel = form.row("view.threshold", threshold);
    form.wide(legend);
    panel = form.panel();
    mode.addActionListener(e -> set(v -> v.withMode((OverlayMode) mode.getSelectedItem())));
    watched.addActionListener(e -> set(v -> v.withClassName((String) watched.getSelectedItem())));
    opacity.addChangeListener(e -> set(v -> v.withOpacity(opacity.getValue() / 100.0)));
    threshold.addChangeListener(e -> set(v -> v.withThreshold(threshold.getValue() / 100.0)));
    view.addListener(this::refresh);
    refresh();
  }

  private void set(java.util.function.UnaryOperator<OverlayView> change) {
    if (!following) {
      view.change(change);
    }
  }

  JPanel component() {
    return panel;
  }

  /** Shows what the models have now. */
  void refresh() {
    following = true;
    OverlayView now = view.view();
    List<String> classes = model.state().classes().stream().map(LabelClass::name).toList();
    if (!classes.equals(names)) {
      names = classes;
      watched.setModel(new DefaultComboBoxModel<>(classes.toArray(String[]::new)));
    }
    mode.setSelectedItem(now.mode());
    if (classes.contains(now.className())) {
      watched.setSelectedItem(now.className());
    } else if (!classes.isEmpty()) {
      watched.setSelectedIndex(0);
    }
    opacity.setValue((int) Math.round(now.opacity() * PERCENT));
    threshold.setValue((int) Math.round(now.threshold() * PERCENT));
    opacityLabel.setText(Messages.text("view.opacity.value", opacity.getValue()));
    thresholdLabel.setText(Messages.text("view.threshold.value", threshold.getValue()));
    boolean probability = now.mode() == OverlayMode.PROBABILITY;
    boolean ofClasses = now.mode() == OverlayMode.CLASSES;
    watched.setVisible(probability);
    watchedLabel.setVisible(probability);
    threshold.setVisible(ofClasses);
    thresholdLabel.setVisible(ofClasses);
    legend.setVisible(!ofClasses);
    legend.setToolTipText(Messages.text("view.legend.tip"));
    following = false;
  }
}
