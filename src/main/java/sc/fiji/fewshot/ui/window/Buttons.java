package sc.fiji.fewshot.ui.window;

import javax.swing.AbstractButton;
import javax.swing.Action;
import javax.swing.JButton;

/** Buttons of actions. */
public final class Buttons {

  private Buttons() {}

  /** A small button that shows the action's icon only. */
  static JButton icon(Action action) {
    JButton button = new JButton(action);
    button.setHideActionText(true);
    button.setMargin(Em.insets(0.15, 0.3, 0.15, 0.3));
    // Several buttons share a letter's meaning in the menus; the menus keep it.
    button.setMnemonic(0);
    return named(button, action);
  }

  /**
   * @param action what it does
   * @return a button that shows icon and name
   */
  public static JButton text(Action action) {
    JButton button = new JButton(action);
    button.setMargin(Em.insets(0.15, 0.5, 0.15, 0.5));
    return named(button, action);
  }

  /**
   * Names a button as its action is named, for screen readers and tests.
   *
   * @param button any kind
   * @param action what it does
   * @param <B> its kind
   * @return the button
   */
  public static <B extends AbstractButton> B named(B button, Action action) {
    button.setName(button.getActionCommand());
    button.getAccessibleContext().setAccessibleName((String) action.getValue(Action.NAME));
    return button;
  }
}
