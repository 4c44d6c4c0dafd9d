package sc.fiji.fewshot.ui.window;

import java.awt.Toolkit;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import javax.swing.AbstractAction;
import javax.swing.Action;
import javax.swing.Icon;
import javax.swing.KeyStroke;
import sc.fiji.fewshot.ui.Messages;

/** An action whose name, mnemonic and tooltip stand in the resource bundle. */
public final class TextAction extends AbstractAction {

  private static final long serialVersionUID = 1L;

  private final transient Runnable body;

  /**
   * @param key of the texts: its {@code .name} and {@code .tip}
   * @param icon null for none
   * @param accelerator null for none
   * @param body what it does
   */
  public TextAction(String key, Icon icon, KeyStroke accelerator, Runnable body) {
    this.body = body;
    Caption caption = Caption.of(key + ".name");
    putValue(ACTION_COMMAND_KEY, key);
    putValue(NAME, caption.text());
    if (caption.index() >= 0) {
      putValue(MNEMONIC_KEY, caption.mnemonic());
      putValue(DISPLAYED_MNEMONIC_INDEX_KEY, caption.index());
    }
    String tip = Messages.text(key + ".tip");
    putValue(SHORT_DESCRIPTION, accelerator == null ? tip : tip + " [" + text(accelerator) + "]");
    putValue(ACCELERATOR_KEY, accelerator);
    putValue(SMALL_ICON, icon);
  }

  @Override
  public void actionPerformed(ActionEvent e) {
    body.run();
  }

  /**
   * @param keyCode a virtual key
   * @param more modifiers, 0 for none
   * @return the key with Ctrl, or Cmd on a Mac
   */
  public static KeyStroke menuKey(int keyCode, int more) {
    return KeyStroke.getKeyStroke(
        keyCode, Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx() | more);
  }

  static String text(KeyStroke key) {
    String modifiers = InputEvent.getModifiersExText(key.getModifiers());
    String name = KeyEvent.getKeyText(key.getKeyCode());
    return modifiers.isEmpty() ? name : modifiers + "+" + name;
  }

  /**
   * @param action any
   * @return the key that does it, null for none
   */
  static KeyStroke key(Action action) {
    return (KeyStroke) action.getValue(ACCELERATOR_KEY);
  }
}
