package sc.fiji.fewshot.ui.window;

import java.awt.Component;
import java.util.List;
import java.util.stream.Collectors;
import javax.swing.JEditorPane;
import javax.swing.JOptionPane;
import javax.swing.UIManager;
import sc.fiji.fewshot.ui.Messages;

/** Lists the keys. */
final class KeyHelp {

  private static final List<String> KEYS =
      List.of(
          "digits",
          "enter",
          "suggest",
          "undo",
          "redo",
          "classes",
          "move",
          "examples",
          "overlay",
          "file",
          "alt");

  private KeyHelp() {}

  static void show(Component parent) {
    String rows =
        KEYS.stream()
            .map(
                key ->
                    "<tr><td nowrap><b>%s</b>&nbsp;&nbsp;</td><td>%s</td></tr>"
                        .formatted(
                            Messages.text("keys." + key), Messages.text("keys." + key + ".does")))
            .collect(Collectors.joining());
    JEditorPane text = new JEditorPane("text/html", "<html><table>" + rows + "</table></html>");
    text.putClientProperty(JEditorPane.HONOR_DISPLAY_PROPERTIES, true);
    text.setFont(UIManager.getFont("Label.font"));
    text.setEditable(false);
    text.setOpaque(false);
    JOptionPane.showMessageDialog(
        parent, text, Messages.text("help.keys.title"), JOptionPane.PLAIN_MESSAGE);
  }
}
