package sc.fiji.fewshot.ui.window.guidance;

import javax.swing.JTextArea;
import javax.swing.UIManager;
import javax.swing.text.DefaultCaret;
import sc.fiji.fewshot.ui.window.Em;

/** A text that is wrapped where it has to be, so that nothing of it is cut. */
final class Sentence extends JTextArea {

  private static final long serialVersionUID = 1L;

  /**
   * @param name for tests
   * @param accessibleName for screen readers
   */
  Sentence(String name, String accessibleName) {
    setName(name);
    getAccessibleContext().setAccessibleName(accessibleName);
    setEditable(false);
    setFocusable(false);
    setOpaque(false);
    setLineWrap(true);
    setWrapStyleWord(true);
    setBorder(Em.gap(0, 0, 0, 0));
    // Otherwise every new text would scroll itself into view.
    ((DefaultCaret) getCaret()).setUpdatePolicy(DefaultCaret.NEVER_UPDATE);
  }

  @Override
  public void updateUI() {
    super.updateUI();
    setFont(UIManager.getFont("Label.font"));
    setForeground(UIManager.getColor("Label.foreground"));
  }

  /** Shows a text; nothing for an empty one. */
  void say(String text) {
    if (!text.equals(getText())) {
      setText(text);
    }
    setVisible(!text.isEmpty());
  }
}
