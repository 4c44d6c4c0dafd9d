package sc.fiji.fewshot.ui.window;

import java.awt.Component;
import java.io.File;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.swing.DefaultComboBoxModel;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JComboBox;
import javax.swing.JFileChooser;
import javax.swing.JList;
import javax.swing.filechooser.FileNameExtensionFilter;
import sc.fiji.fewshot.backbone.Backbones;
import sc.fiji.fewshot.ui.Messages;

/** Choosing a backbone: one of those that are here, or a file. */
final class BackboneBox {

  /** Stands for the choice of a file; no backbone has this name. */
  private static final String FILE = "";

  private final JComboBox<String> box = new JComboBox<>(new String[] {Backbones.EMBEDDED, FILE});
  private String current = Backbones.EMBEDDED;
  private Consumer<String> choice = name -> {};

  /**
   * @param background where to look which backbones are here
   */
  BackboneBox(Executor background) {
    box.setRenderer(new NameRenderer());
    box.addActionListener(e -> choose());
    BackboneChoices.look(background, this::offer);
  }

  JComboBox<String> component() {
    return box;
  }

  void onChoice(Consumer<String> listener) {
    choice = listener;
  }

  private void offer(List<String> names) {
    DefaultComboBoxModel<String> model = new DefaultComboBoxModel<>();
    names.forEach(model::addElement);
    model.addElement(FILE);
    if (model.getIndexOf(current) < 0) {
      model.insertElementAt(current, 0);
    }
    model.setSelectedItem(current);
    box.setModel(model);
  }

  /** Shows a backbone as the one in use. */
  void show(String name) {
    current = name;
    DefaultComboBoxModel<String> model = (DefaultComboBoxModel<String>) box.getModel();
    if (model.getIndexOf(name) < 0) {
      model.insertElementAt(name, 0);
    }
    box.setSelectedItem(name);
  }

  private void choose() {
    String chosen = (String) box.getSelectedItem();
    if (FILE.equals(chosen)) {
      box.hidePopup();
      JFileChooser files = new JFileChooser();
      files.setDialogTitle(Messages.text("options.backbone.choose"));
      files.setFileFilter(
          new FileNameExtensionFilter(
              Messages.text("options.backbone.files"), "pt", "safetensors"));
      boolean taken = files.showOpenDialog(box) == JFileChooser.APPROVE_OPTION;
      String path = taken ? files.getSelectedFile().getAbsolutePath() : current;
      show(path);
      choice.accept(path);
    } else if (chosen != null && !chosen.equals(current)) {
      current = chosen;
      choice.accept(chosen);
    }
  }

  private static final class NameRenderer extends DefaultListCellRenderer {

    private static final long serialVersionUID = 1L;

    @Override
    public Component getListCellRendererComponent(
        JList<?> list, Object value, int index, boolean selected, boolean focused) {
      String name = String.valueOf(value);
      String text =
          name.equals(FILE)
              ? Messages.text("options.backbone.other")
              : name.equals(Backbones.EMBEDDED)
                  ? Messages.text("options.backbone.embedded")
                  : new File(name).getName();
      super.getListCellRendererComponent(list, text, index, selected, focused);
      setToolTipText(name.equals(FILE) ? null : name);
      return this;
    }
  }
}
