package sc.fiji.fewshot.ui.window;

import java.text.ParseException;
import javax.swing.JFormattedTextField;
import javax.swing.JSpinner;
import javax.swing.text.DefaultFormatterFactory;
import sc.fiji.fewshot.ui.Messages;

/** Edits a number of which 0 means automatic, and then shows the value in use. */
final class AutomaticEditor extends JSpinner.DefaultEditor {

  private static final long serialVersionUID = 1L;
  private static final int COLUMNS = 12;

  private int inUse;

  AutomaticEditor(JSpinner spinner) {
    super(spinner);
    getTextField().setEditable(true);
    getTextField().setColumns(COLUMNS);
    getTextField().setFormatterFactory(new DefaultFormatterFactory(new Formatter(this)));
  }

  /** Shows a value and, if it is 0, the number that is used instead. */
  static void show(JSpinner spinner, int value, int inUse) {
    AutomaticEditor editor = (AutomaticEditor) spinner.getEditor();
    editor.inUse = inUse;
    spinner.setValue(value);
    editor.getTextField().setValue(value);
  }

  private static final class Formatter extends JFormattedTextField.AbstractFormatter {

    private static final long serialVersionUID = 1L;

    private final AutomaticEditor editor;

    Formatter(AutomaticEditor editor) {
      this.editor = editor;
    }

    @Override
    public Object stringToValue(String text) throws ParseException {
      String digits = text.strip();
      if (digits.isEmpty() || digits.equals(valueToString(0))) {
        return 0;
      }
      try {
        return Integer.valueOf(digits);
      } catch (NumberFormatException e) {
        throw new ParseException(text, 0);
      }
    }

    @Override
    public String valueToString(Object value) {
      boolean automatic = value instanceof Integer number && number == 0;
      return automatic ? Messages.text("options.automatic", editor.inUse) : String.valueOf(value);
    }
  }
}
