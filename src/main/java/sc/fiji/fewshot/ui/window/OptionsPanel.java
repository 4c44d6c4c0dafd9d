package sc.fiji.fewshot.ui.window;

import java.awt.Component;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JSpinner;
import javax.swing.JToggleButton;
import javax.swing.SpinnerNumberModel;
import javax.swing.Timer;
import sc.fiji.fewshot.augment.Augmentation;
import sc.fiji.fewshot.classifier.InputSpec;
import sc.fiji.fewshot.learn.Adaptation;
import sc.fiji.fewshot.learn.FewShotMethods;
import sc.fiji.fewshot.learn.Rejection;
import sc.fiji.fewshot.session.SessionOptions;
import sc.fiji.fewshot.session.SessionState;
import sc.fiji.fewshot.ui.Messages;

/** How to learn and to predict. */
final class OptionsPanel {

  private static final int REST_MILLIS = 500;
  private static final int STEP = 4;

  private final SessionModel model;
  private final JComboBox<String> method =
      new JComboBox<>(FewShotMethods.words().toArray(String[]::new));
  private final JSpinner patch = sizes();
  private final JSpinner stride = sizes();
  private final BackboneBox backbone;
  private final JComboBox<String> device = new JComboBox<>(new String[] {"auto", "cpu", "gpu"});
  private final JComboBox<String> augmentation =
      new JComboBox<>(Augmentation.keys().toArray(String[]::new));
  private final JComboBox<String> unknown =
      new JComboBox<>(Rejection.keys().toArray(String[]::new));
  private final JToggleButton refine = new JToggleButton();
  private final JPanel panel;
  private final Timer patchSettles;
  private final Timer strideSettles;
  private boolean following;

  OptionsPanel(SessionModel model, BackboneBox backbone) {
    this.model = model;
    this.backbone = backbone;
    Form form = new Form();
    form.row("options.method", method);
    form.row("options.augmentation", augmentation);
    form.row("options.unknown", unknown);
    form.row("options.patch", patch);
    form.row("options.stride", stride);
    form.row("options.backbone", backbone.component());
    form.row("options.device", device);
    Form.describe(refine, "options.refine", Messages.text("options.refine.name"));
    form.wide(refine);
    panel = form.atTop();
    panel.setBorder(Em.gap(0.6, 0.6, 0.6, 0.6));
    method.setRenderer(new MethodRenderer());
    method.addActionListener(e -> set(o -> o.withMethod((String) method.getSelectedItem())));
    augmentation.addActionListener(e -> set(o -> o.withAugmentation(chosenAugmentation())));
    unknown.addActionListener(e -> set(o -> o.withRejection(chosenRejection())));
    patchSettles = settling(patch, () -> set(o -> o.withPatch((Integer) patch.getValue())));
    strideSettles = settling(stride, () -> set(o -> o.withStride((Integer) stride.getValue())));
    backbone.onChoice(name -> set(o -> o.withBackbone(name, o.device())));
    device.addActionListener(
        e -> set(o -> o.withBackbone(o.backbone(), (String) device.getSelectedItem())));
    refine.addActionListener(e -> set(o -> adaptation(refine.isSelected(), o)));
    refresh();
  }

  /** Follows a number once it has come to rest, since each change means encoding anew. */
  private Timer settling(JSpinner spinner, Runnable follow) {
    Timer timer = new Timer(REST_MILLIS, e -> follow.run());
    timer.setRepeats(false);
    spinner.addChangeListener(
        e -> {
          if (!following) {
            timer.restart();
          }
        });
    return timer;
  }

  private static JSpinner sizes() {
    JSpinner spinner = new JSpinner(new SpinnerNumberModel(0, 0, InputSpec.LARGEST_PATCH, STEP));
    spinner.setEditor(new AutomaticEditor(spinner));
    return spinner;
  }

  /** A session file may have several options with its method. */
  private void offer(String word) {
    for (int i = 0; i < method.getItemCount(); i++) {
      if (method.getItemAt(i).equals(word)) {
        return;
      }
    }
    method.addItem(word);
  }

  private Augmentation chosenAugmentation() {
    return Augmentation.parse((String) augmentation.getSelectedItem());
  }

  private Rejection chosenRejection() {
    return Rejection.parse((String) unknown.getSelectedItem());
  }

  private static SessionOptions adaptation(boolean on, SessionOptions o) {
    return o.withAdaptation(on ? Adaptation.LAST_STAGE : Adaptation.NONE);
  }

  private void set(UnaryOperator<SessionOptions> change) {
    if (!following) {
      boolean possible = model.change(state -> state.withOptions(change));
      if (!possible) {
        refresh();
      }
    }
  }

  JPanel component() {
    return panel;
  }

  /** Shows what the model has now. */
  void refresh() {
    following = true;
    SessionState state = model.state();
    SessionOptions options = state.options();
    offer(options.method());
    method.setSelectedItem(options.method());
    if (!patchSettles.isRunning()) {
      AutomaticEditor.show(patch, options.patch(), options.patchSide());
    }
    if (!strideSettles.isRunning()) {
      AutomaticEditor.show(stride, options.stride(), options.strideLength());
    }
    augmentation.setSelectedItem(options.augmentation().key());
    unknown.setSelectedItem(options.rejection().key());
    backbone.show(options.backbone());
    device.setSelectedItem(options.device());
    boolean refined = options.adaptation() != Adaptation.NONE;
    long marked = Arrays.stream(state.counts()).filter(n -> n > 0).count();
    refine.setSelected(refined);
    refine.setEnabled(refined || marked > 1);
    refine.setText(Messages.text(refined ? "options.refine.on" : "options.refine.off"));
    following = false;
  }

  /** Tells of each method what it does. */
  private static final class MethodRenderer extends DefaultListCellRenderer {

    private static final long serialVersionUID = 1L;

    @Override
    public Component getListCellRendererComponent(
        JList<?> list, Object value, int index, boolean selected, boolean focused) {
      super.getListCellRendererComponent(list, value, index, selected, focused);
      if (value instanceof String word) {
        setToolTipText(FewShotMethods.describe(word));
      }
      return this;
    }
  }
}
