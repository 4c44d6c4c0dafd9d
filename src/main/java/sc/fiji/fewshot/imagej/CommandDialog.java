package sc.fiji.fewshot.imagej;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;

/** ImageJ's usual dialog, made of a command's parameters. */
final class CommandDialog {

  private static final int COLUMNS = 30;
  private static final int NUMBER_COLUMNS = 6;

  private final GenericDialog dialog;
  private final CommandInputs inputs;
  private final Map<String, Supplier<String>> fields = new LinkedHashMap<>();

  /**
   * @param title of the dialog
   * @param inputs to be asked for; their values are shown first
   */
  CommandDialog(String title, CommandInputs inputs) {
    this.inputs = inputs;
    dialog = new GenericDialog(title);
    inputs.items().forEach(this::add);
    dialog.addHelp(help());
  }

  private void add(ModuleItem<?> item) {
    String label = item.getLabel();
    String text = inputs.text(item);
    if (item.getType() == ImagePlus.class) {
      ImagePlus active = WindowManager.getCurrentImage();
      dialog.addMessage(label + ": " + (active == null ? "none is open" : active.getTitle()));
    } else if (item.getType() == boolean.class) {
      dialog.addCheckbox(label, Boolean.parseBoolean(text));
      Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
      fields.put(item.getName(), () -> Boolean.toString(box.getState()));
    } else if (item.getChoices() != null && !item.getChoices().isEmpty()) {
      String[] choices = item.getChoices().stream().map(Object::toString).toArray(String[]::new);
      dialog.addChoice(label, choices, text);
      Choice choice = (Choice) dialog.getChoices().lastElement();
      fields.put(item.getName(), choice::getSelectedItem);
    } else {
      addTextField(item, label, text);
    }
  }

  private void addTextField(ModuleItem<?> item, String label, String text) {
    boolean file = item.getType() == File.class;
    if (file && FileWidget.DIRECTORY_STYLE.equals(item.getWidgetStyle())) {
      dialog.addDirectoryField(label, text, COLUMNS);
    } else if (file) {
      dialog.addFileField(label, text, COLUMNS);
      if (item.getWidgetStyle() != null && !item.getWidgetStyle().isEmpty()) {
        PathChooser.replaceBrowsing(dialog, label, item.getWidgetStyle());
      }
    } else {
      dialog.addStringField(label, text, item.getType() == String.class ? COLUMNS : NUMBER_COLUMNS);
    }
    TextField field = (TextField) dialog.getStringFields().lastElement();
    fields.put(item.getName(), field::getText);
  }

  private String help() {
    StringBuilder html = new StringBuilder("<html><dl>");
    for (ModuleItem<?> item : inputs.items()) {
      html.append("<dt><b>")
          .append(item.getName())
          .append("</b></dt><dd>")
          .append(item.getDescription())
          .append("</dd>");
    }
    return html.append("</dl></html>").toString();
  }

  /**
   * Shows the dialog; blocks until it is closed.
   *
   * @return the texts by the names of the parameters, empty ones left out; nothing if the user
   *     cancels
   */
  Optional<Map<String, String>> show() {
    dialog.showDialog();
    if (dialog.wasCanceled()) {
      return Optional.empty();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    fields.forEach((name, field) -> texts.put(name, field.get().strip()));
    return Optional.of(texts);
  }

  /**
   * @return names of the parameters that have a field, in its order
   */
  List<String> names() {
    return List.copyOf(fields.keySet());
  }
}
