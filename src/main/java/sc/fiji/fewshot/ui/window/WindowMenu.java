package sc.fiji.fewshot.ui.window;

import java.util.List;
import javax.swing.Action;
import javax.swing.JCheckBoxMenuItem;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.event.MenuEvent;
import javax.swing.event.MenuListener;

/** The window's menu bar. */
final class WindowMenu {

  private final JMenuBar bar = new JMenuBar();

  WindowMenu(
      EditActions edit,
      ClassActions classes,
      ExampleActions examples,
      ViewActions view,
      Action help,
      List<WindowPart> parts) {
    parts.forEach(part -> part.firstMenus().forEach(bar::add));
    JMenu editing = menu("menu.edit", List.of(edit.undo, edit.redo));
    editing.addSeparator();
    JMenu moving = menu("example.class", List.of());
    moving.addMenuListener(new Filling(() -> examples.classMenu(moving)));
    editing.add(moving);
    editing.add(examples.delete);
    bar.add(editing);
    JMenu ofClasses = menu("menu.classes", List.of(classes.addSelection));
    ofClasses.addSeparator();
    classes.ofClasses().forEach(ofClasses::add);
    bar.add(ofClasses);
    JMenu viewing = menu("menu.view", List.of());
    viewing.add(new JCheckBoxMenuItem(view.predictions));
    viewing.add(new JCheckBoxMenuItem(view.marks));
    bar.add(viewing);
    parts.forEach(part -> part.menus().forEach(bar::add));
    bar.add(menu("menu.help", List.of(help)));
  }

  private static JMenu menu(String key, List<Action> actions) {
    return Menus.of(key, List.of(actions));
  }

  JMenuBar component() {
    return bar;
  }

  /** Fills a menu when it is opened. */
  private record Filling(Runnable fill) implements MenuListener {

    @Override
    public void menuSelected(MenuEvent e) {
      fill.run();
    }

    @Override
    public void menuDeselected(MenuEvent e) {}

    @Override
    public void menuCanceled(MenuEvent e) {}
  }
}
