package sc.fiji.fewshot.ui.window;

import java.util.List;
import javax.swing.Action;
import javax.swing.JMenu;

/** Menus of actions. */
public final class Menus {

  private Menus() {}

  /**
   * @param key of the menu's text: its {@code .name}
   * @param groups of actions; separators stand between them
   * @return the menu
   */
  public static JMenu of(String key, List<List<Action>> groups) {
    Caption caption = Caption.of(key + ".name");
    JMenu menu = new JMenu(caption.text());
    menu.setName(key);
    menu.setMnemonic(caption.mnemonic());
    menu.setDisplayedMnemonicIndex(caption.index());
    for (List<Action> group : groups) {
      if (menu.getItemCount() > 0) {
        menu.addSeparator();
      }
      group.forEach(menu::add);
    }
    return menu;
  }
}
